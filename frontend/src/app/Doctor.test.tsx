import { act, fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { useDoctor } from "../session/doctor";
import { useProject } from "../store/project";
import { runInfo } from "../testing/fakes";
import { render } from "../testing/render";
import { freshStores, given } from "../testing/stores";
import { checked, projectOf } from "../testing/values";
import { Doctor } from "./Doctor";

const found = {
  sign: "stuck",
  sentence: "The train loss has stood at 0.35.",
  remedy: { title: "Another seed", isNewSeed: true as const },
};
const bar = () => screen.queryByRole("status")?.textContent ?? null;

beforeEach(() => {
  freshStores();
  useDoctor.setState({ shown: null, closed: [] });
  given({ drawing: projectOf(), project: projectOf(), run: runInfo("r"), report: checked() });
});

it("says nothing while all is well", () => {
  render(<Doctor />);
  expect(bar()).toBeNull();
});

it("says one sentence and does what its button says", () => {
  const newSeed = vi.fn(() => Promise.resolve());
  given({ session: { newSeed } });
  render(<Doctor />);
  act(() => useDoctor.setState({ shown: found }));
  expect(bar()).toContain("The train loss has stood at 0.35.");
  fireEvent.click(screen.getByRole("button", { name: "Another seed" }));
  expect(newSeed).toHaveBeenCalledOnce();
  expect(bar()).toBeNull();
});

it("goes away when it is closed", () => {
  render(<Doctor />);
  act(() => useDoctor.setState({ shown: found }));
  fireEvent.click(screen.getByRole("button", { name: "Not now" }));
  expect(bar()).toBeNull();
  expect(useDoctor.getState().closed).toEqual(["stuck"]);
});

it("does not speak of a run whose drawing was changed", () => {
  render(<Doctor />);
  act(() => useDoctor.setState({ shown: found }));
  act(() => useProject.getState().setTraining({ batch_size: 3 }));
  expect(bar()).toBeNull();
});
