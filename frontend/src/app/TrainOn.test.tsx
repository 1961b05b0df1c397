import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { useProject } from "../store/project";
import { runInfo } from "../testing/fakes";
import { render } from "../testing/render";
import { freshStores, given } from "../testing/stores";
import { projectOf } from "../testing/values";
import { TrainOn } from "./TrainOn";

const trainOn = vi.fn(() => Promise.resolve());

beforeEach(() => {
  freshStores();
  vi.clearAllMocks();
  const drawing = projectOf();
  given({ drawing, project: drawing, session: { trainOn } });
});

const over = { state: "finished", step: 900, epochs: 500 } as const;
const button = () => screen.queryByRole("button");

it("offers more epochs of a finished run, at most a hundred at once", () => {
  given({ run: runInfo("r", over) });
  render(<TrainOn />);
  fireEvent.click(screen.getByRole("button", { name: "100 epochs more" }));
  expect(trainOn).toHaveBeenCalledOnce();
});

it("offers a short run as many again", () => {
  given({ run: runInfo("r", { ...over, epochs: 1 }) });
  render(<TrainOn />);
  expect(button()?.textContent).toBe("1 epoch more");
});

it("is not there while a run trains, and not once the drawing asks for something else", () => {
  given({ run: runInfo("r", { ...over, state: "running" }) });
  const { unmount } = render(<TrainOn />);
  expect(button()).toBeNull();
  unmount();
  given({ run: runInfo("r", over) });
  useProject.getState().setTraining({ seed: 77 });
  render(<TrainOn />);
  expect(button()).toBeNull();
});
