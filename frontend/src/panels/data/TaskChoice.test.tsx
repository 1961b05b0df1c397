import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { undo, useProject } from "../../store/project";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, entryOf, projectOf } from "../../testing/values";
import { TaskChoice } from "./TaskChoice";

const CATALOGUE = catalogueOf({
  datasets: [
    entryOf("digits", {}, { tasks: ["classification", "reconstruction"] }),
    entryOf("spiral", {}, { tasks: ["classification"] }),
  ],
  tasks: [
    entryOf("classification", {}, { title: "Classification", losses: ["cross_entropy"] }),
    entryOf("reconstruction", {}, { title: "Reconstruction", losses: ["mse"] }),
  ],
});

const training = () => useProject.getState().file.training;

beforeEach(() => {
  freshStores();
  given({ catalogue: CATALOGUE, drawing: projectOf({ data: { type: "digits" } }) });
});

test("one click changes the task, with a loss that fits, as one step", () => {
  useProject.getState().setTraining({ loss: { type: "cross_entropy" } });
  render(<TaskChoice />);
  const before = training();
  expect(screen.getByText("Classification").getAttribute("aria-pressed")).toBe("true");
  fireEvent.click(screen.getByText("Reconstruction"));
  expect(training().task).toEqual({ type: "reconstruction" });
  expect(training().loss).toBeNull();
  expect(screen.getByText("Reconstruction").getAttribute("aria-pressed")).toBe("true");
  undo();
  expect(training()).toEqual(before);
});

test("the task that is chosen already stays as it is set", () => {
  const task = { type: "reconstruction", noise: 0.5 };
  useProject.getState().setTraining({ task });
  render(<TaskChoice />);
  fireEvent.click(screen.getByText("Reconstruction"));
  expect(training().task).toEqual(task);
});

test("nothing is shown where the data allow one task alone", () => {
  useProject.getState().setData({ type: "spiral" });
  render(<TaskChoice />);
  expect(screen.queryByText("Classification")).toBeNull();
});
