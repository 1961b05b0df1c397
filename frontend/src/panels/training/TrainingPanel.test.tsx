import { fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import type { ProjectFile } from "../../api/types";
import { useProject } from "../../store/project";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, checked, entryOf, problemAt, projectOf } from "../../testing/values";
import { TrainingPanel } from "./TrainingPanel";

const number = (value: number, live = false) =>
  ({ type: "number", default: value, minimum: 0, maximum: 1000, ui: { live } }) as const;
const LR = { lr: number(0.01, true), betas: number(0.9) };

const TRAINING = entryOf("training", {
  batch_size: number(32),
  epochs: number(100),
  seed: number(1),
  l1: number(0, true),
  clip_grad_norm: { anyOf: [number(1), { type: "null" }], default: null, ui: { live: true } },
  l2: number(0, true),
  val_fraction: number(0),
  shuffle: { type: "boolean", default: true },
});
const STOPPING = { properties: { patience: number(10), min_delta: number(0) } };

const CATALOGUE = catalogueOf(
  {
    optimizers: [
      entryOf("adam", LR, { title: "Adam", help: "Steps that adapt." }),
      entryOf("sgd", { lr: number(0.1, true) }, { title: "SGD" }),
    ],
    losses: [
      entryOf("cross_entropy", {}, { title: "Cross entropy", formula: "−ln p" }),
      entryOf("hinge", {}, { title: "Hinge" }),
      entryOf("mse", {}, { title: "Squared error" }),
    ],
    tasks: [
      entryOf("classification", {}, { title: "Classes", losses: ["cross_entropy", "hinge"] }),
      entryOf("regression", {}, { title: "Numbers", losses: ["mse"] }),
      entryOf("gan", { ratio: number(1, true) }, { title: "Duel", adversarial: true }),
    ],
    datasets: [
      entryOf("spiral", {}, { tasks: ["classification", "regression"] }),
      entryOf("blobs", {}, { tasks: ["gan"] }),
    ],
    schedulers: [entryOf("cosine", {}, { title: "Cosine" })],
    initializers: [entryOf("kaiming", {}, { title: "Kaiming" })],
    augmentations: [entryOf("flip", {}, { title: "Flip" })],
  },
  {
    defaults: TRAINING.defaults,
    schema: {
      ...TRAINING.schema,
      $defs: { EarlyStoppingFile: STOPPING as never },
    },
  },
);

beforeEach(() => {
  freshStores();
  given({ catalogue: CATALOGUE });
});

function shown(training: Partial<ProjectFile["training"]> = {}, data = "spiral") {
  const drawing = projectOf({ data: { type: data } });
  given({ drawing: { ...drawing, training: { ...drawing.training, ...training } } });
  render(<TrainingPanel />);
}

const training = () => useProject.getState().file.training;
const box = (name: string) =>
  screen.getByRole<HTMLSelectElement>("combobox", { name, hidden: true });
const choose = (name: string, value: string) => fireEvent.change(box(name), { target: { value } });
const titles = (name: string) => [...box(name).options].map(({ text }) => text);
const part = (title: string) =>
  screen.getByText(title, { selector: "summary span" }).closest("details") as HTMLElement;
const valueOf = (title: string) =>
  within(part(title)).getByText(/./, { selector: "b" }).textContent;

test("the optimizer that the server takes stands there where the file names none", () => {
  shown();
  expect(box("Optimizer").value).toBe("adam");
  expect(box("Optimizer").title).toBe("Steps that adapt.");
});

test("another optimizer keeps the weight decay and nothing else", () => {
  shown({ optimizer: { type: "adam", lr: 0.5, weight_decay: 0.1 } });
  choose("Optimizer", "sgd");
  expect(training().optimizer).toEqual({ type: "sgd", weight_decay: 0.1 });
});

test("an optimizer that is taken again has its settings back", () => {
  const adam = { type: "adam", lr: 0.5, weight_decay: 0.1 };
  shown({ optimizer: adam });
  choose("Optimizer", "sgd");
  choose("Optimizer", "adam");
  expect(training().optimizer).toEqual(adam);
});

test("what may change while it trains is near, the rest of the optimizer is folded away", () => {
  shown();
  const near = screen.getByRole("textbox", { name: /^learning rate$/i });
  expect(near.closest("details")).toBeNull();
  const far = screen.getByRole("textbox", { name: /betas/i, hidden: true });
  expect(part("Order and details").contains(far)).toBe(true);
});

test("a setting of the optimizer goes into the file beside its others", () => {
  shown({ optimizer: { type: "adam", betas: 0.5 } });
  const field = screen.getByRole("textbox", { name: /^learning rate$/i });
  fireEvent.change(field, { target: { value: "0.25" } });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(training().optimizer).toEqual({ type: "adam", betas: 0.5, lr: 0.25 });
});

test("a catalogue without the optimizer leaves the panel out", () => {
  shown({ optimizer: { type: "unheard" } });
  expect(screen.queryByRole("combobox")).toBeNull();
});

test("each folded part says what is chosen", () => {
  shown();
  expect(
    Object.fromEntries(
      [
        "Loss",
        "Learning rate schedule",
        "Initial weights",
        "Start weights",
        "Regularization",
        "Augmentation",
        "Validation",
        "Early stopping",
        "Order and details",
      ].map((title) => [title, valueOf(title)]),
    ),
  ).toEqual({
    Loss: "Cross entropy",
    "Learning rate schedule": "none",
    "Initial weights": "usual",
    "Start weights": "anew",
    Regularization: "none",
    Augmentation: "none",
    Validation: "off",
    "Early stopping": "off",
    "Order and details": "seed 1",
  });
});

test.each([
  [{ l1: 0.1 }, "L1"],
  [{ clip_grad_norm: 1 }, "Clip grad norm"],
  [{ l1: 0.1, clip_grad_norm: 1 }, "L1, Clip grad norm"],
])("regularization by %j reads %s", (settings, words) => {
  shown(settings);
  expect(valueOf("Regularization")).toBe(words);
});

test.each([
  [0, "off"],
  [0.2, "20 % of train"],
  [0.125, "13 % of train"],
])("a validation share of %d reads %s", (val_fraction, words) => {
  shown({ val_fraction });
  expect(valueOf("Validation")).toBe(words);
});

test("only losses that fit the task are offered, with the formula of the chosen one", () => {
  shown();
  expect(titles("Loss")).toEqual(["Cross entropy", "Hinge"]);
  screen.getByText("−ln p");
});

test("another task lets go of a loss that it does not fit", () => {
  shown({ loss: { type: "hinge" } });
  expect(titles("Task")).toEqual(["Classes", "Numbers"]);
  choose("Task", "regression");
  expect(training()).toMatchObject({ task: { type: "regression" }, loss: null });
});

test("a schedule can be chosen and let go", () => {
  shown();
  choose("Schedule", "cosine");
  expect(training().scheduler).toEqual({ type: "cosine" });
  expect(valueOf("Learning rate schedule")).toBe("Cosine");
  choose("Schedule", "");
  expect(training().scheduler).toBeNull();
});

test("weights can be drawn in another way", () => {
  shown();
  choose("Drawn as", "kaiming");
  expect(training().initializer).toEqual({ type: "kaiming" });
});

test("an augmentation that is added is counted", () => {
  shown();
  choose("Add an augmentation", "flip");
  expect(training().augmentations).toEqual([{ type: "flip" }]);
  expect(valueOf("Augmentation")).toBe("1");
});

test("early stopping begins with what is declared, and ends", () => {
  shown();
  const stop = screen.getByRole("switch", { name: /test loss no longer falls/, hidden: true });
  fireEvent.click(stop);
  expect(training().early_stopping).toEqual({ patience: 10, min_delta: 0 });
  expect(valueOf("Early stopping")).toBe("after 10 epochs");
  fireEvent.click(stop);
  expect(training().early_stopping).toBeNull();
});

test("with a validation split it is the validation loss that is watched", () => {
  shown({ val_fraction: 0.2 });
  screen.getByRole("switch", { name: /validation loss no longer falls/, hidden: true });
});

test("what the check says marks the folded part and stands in it", () => {
  const problems = [problemAt("training.loss", "this loss does not fit")];
  given({ report: checked({ ok: false, problems }) });
  shown();
  expect(within(part("Loss")).getByRole("alert", { hidden: true }).textContent).toBe(
    "this loss does not fit",
  );
  expect(part("Loss").hasAttribute("data-bad")).toBe(true);
  expect(part("Task").hasAttribute("data-bad")).toBe(false);
});

test("a setting near the top has its problem at the field", () => {
  const problems = [problemAt("training.batch_size", "more than there are samples")];
  given({ report: checked({ ok: false, problems }) });
  shown();
  screen.getByText("more than there are samples");
});

test("two networks have two optimizers, the second the same as the first at the beginning", () => {
  shown({}, "blobs");
  screen.getByRole("heading", { name: "Optimizers" });
  expect(titles("Generator’s optimizer")).toEqual(["the same", "Adam", "SGD"]);
  choose("Generator’s optimizer", "sgd");
  expect(training().generator_optimizer).toEqual({ type: "sgd" });
  choose("Generator’s optimizer", "");
  expect(training().generator_optimizer).toBeNull();
});

test("what two networks change while they learn is near", () => {
  shown({}, "blobs");
  const field = screen.getByRole("textbox", { name: /ratio/i });
  expect(field.closest("details")).toBeNull();
  fireEvent.change(field, { target: { value: "3" } });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(training().task).toEqual({ type: "gan", ratio: 3 });
});

test("one network has no second optimizer", () => {
  shown();
  screen.getByRole("heading", { name: "Optimizer" });
  expect(screen.queryByRole("combobox", { name: "Generator’s optimizer" })).toBeNull();
});
