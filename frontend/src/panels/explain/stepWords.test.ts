import { expect, test } from "vitest";

import type { FactsOf, Reading } from "../../api/reading";
import type { Moment, Phase } from "../../store/walk";
import { floats } from "../../testing/readings";
import { entryOf, projectOf } from "../../testing/values";
import { description, firstSentence, titleOf, type LookUp } from "./stepWords";

const ENTRIES = [
  entryOf(
    "linear",
    {},
    { title: "Linear", help: "Adds weighted inputs. It learns.", formula: "y = Wx" },
  ),
  entryOf("cross_entropy", {}, { title: "Cross entropy", formula: "−ln p" }),
  entryOf("adam", {}, { title: "Adam", formula: "w ← w − …" }),
];
const lookUp: LookUp = (_, type) => ENTRIES.find((entry) => entry.type === type);

type Said = NonNullable<FactsOf<"table">["step"]>;

function moment(phase: Phase, more: Partial<Moment> = {}): Moment {
  return { phase, part: 0, node: null, readings: [], lit: [], flow: null, ...more };
}

function saying(step: Said): Moment {
  return moment(step.phase, {
    readings: [{ kind: "table", path: "", tensors: {}, facts: { step } }],
  });
}

const words = (of: Moment) => description(of, projectOf(), lookUp);

const BATCH = {
  phase: "batch",
  part: "",
  parts: [],
  sample: 0,
  index: 12,
  samples: [12],
  size: 32,
  num_train: 400,
  target: null,
} as const;
const batch = (more: object) => saying({ ...BATCH, parts: [], samples: [12], ...more });

test("a batch says how many samples are taken and which is followed", () => {
  expect(words(batch({}))).toEqual({
    title: "Batch",
    sentence:
      "32 of the 400 training samples are taken. Sample 12 is followed; choose another to follow that one.",
    formula: null,
  });
});

test.each([
  ["cat", "Sample 12 is followed, of the class cat;"],
  [0.51234, "Sample 12 is followed, whose target is 0.5123;"],
])("the followed sample's target %s is told", (target, part) => {
  expect(words(batch({ target })).sentence).toContain(part);
});

test("a step of two networks says whose turn it is", () => {
  const parts = ["discriminator", "generator"];
  expect(words(batch({ parts, part: "discriminator" })).title).toBe(
    "First the discriminator learns: batch",
  );
  expect(words(batch({ parts, part: "generator" })).title).toBe("Then the generator learns: batch");
});

test("a layer is told in the first sentence of its help, with its formula", () => {
  expect(words(moment("forward", { node: "h" }))).toEqual({
    title: "Linear (h)",
    sentence: "Adds weighted inputs.",
    formula: "y = Wx",
  });
});

test("a layer that the page does not know has its id and a plain sentence", () => {
  expect(words(moment("forward", { node: "gone" }))).toEqual({
    title: "gone",
    sentence: "Its numbers for the followed sample.",
    formula: null,
  });
});

const LOSS = {
  phase: "loss",
  type: "cross_entropy",
  loss: 0.7,
  of_sample: 0.25,
  target: null,
  answer: null,
  classes: [],
} as const;

test("the loss is one number of the batch, and one of the sample alone where there is one", () => {
  const described = words(saying({ ...LOSS, classes: [] }));
  expect(described.title).toBe("Loss: Cross entropy");
  expect(described.sentence).toContain("0.7 over the batch. The followed sample alone: 0.25.");
  expect(words(saying({ ...LOSS, of_sample: null, classes: [] })).sentence).not.toContain("alone");
});

test("a loss of another package is called by its type", () => {
  expect(words(saying({ ...LOSS, type: "mine", classes: [] }))).toMatchObject({
    title: "Loss: mine",
    formula: null,
  });
});

function gradient(): Reading {
  return {
    kind: "vector",
    path: "h.weight",
    tensors: { values: floats([1]) },
    facts: { step: { phase: "gradient" } },
  };
}

test("a layer that learns has the gradient of its weights told too", () => {
  const plain = words(moment("backward", { node: "h" }));
  const learning = words(moment("backward", { node: "h", readings: [gradient()] }));
  expect(plain.formula).toBe("∂L/∂y");
  expect(learning.title).toBe("Back at Linear (h)");
  expect(learning.sentence).toBe(
    `${plain.sentence} The gradient of its weights follows from that, summed over the whole batch.`,
  );
});

const CLIP = {
  phase: "clip",
  norm: 4,
  pulled: 5,
  taken: 1,
  factor: 0.25,
  l1: 0,
  l2: 0,
  clip_grad_norm: null,
  clip_grad_value: null,
  num_cut: null,
  num: 9,
} as const;

test.each([
  ["nothing", {}, "Nothing is clipped: the optimizer takes it as it is."],
  [
    "the length",
    { clip_grad_norm: 1 },
    "At most a length of 1 is let through: 1 is left, 0.25 times as much.",
  ],
  ["each number", { clip_grad_value: 0.5 }, "At most 0.5 for each number is let through"],
  [
    "both",
    { clip_grad_norm: 1, clip_grad_value: 0.5 },
    "At most a length of 1 and 0.5 for each number is let through",
  ],
  ["a penalty", { l1: 0.1 }, "L1 pull on the weights: 5."],
  ["two penalties", { l1: 0.1, l2: 0.1 }, "L1 and L2 pull on the weights: 5."],
])("clipping of %s is told", (_, more, part) => {
  expect(words(saying({ ...CLIP, ...more })).sentence).toContain(part);
});

test("the optimizer is told with its learning rate", () => {
  const described = words(
    saying({ phase: "optimizer", type: "adam", learning_rate: 0.00012345, weight: null }),
  );
  expect(described.title).toBe("Optimizer: Adam");
  expect(described.sentence).toContain("at the learning rate 1.23e−4.");
});

test.each([
  [2, 1, "1 instead of 2. It fell."],
  [1, 2, "2 instead of 1. It grew: the step was too long."],
  [1, 1, "1 instead of 1. It stayed."],
])("a loss of %d that becomes %d is told", (loss, new_loss, part) => {
  expect(words(saying({ phase: "after", loss, new_loss })).sentence).toContain(part);
});

test.each(["batch", "loss", "clip", "optimizer", "after"] as const)(
  "the moment %s without its numbers has no words",
  (phase) => {
    expect(words(moment(phase))).toEqual({ title: "", sentence: "", formula: null });
  },
);

test("a node is called by its own name, its layer with the id, or its id", () => {
  const [, h] = projectOf().network.nodes;
  expect(titleOf(h && { ...h, name: "Code" }, "h", lookUp)).toBe("Code");
  expect(titleOf(h && { ...h, layer: { type: "new" } }, "h", lookUp)).toBe("new (h)");
  expect(titleOf(undefined, "q", lookUp)).toBe("q");
});

test.each([
  ["One. Two.", "One."],
  ["It takes 0.5 of it.", "It takes 0.5 of it."],
  ["Is it? Yes.", "Is it?"],
  ["no stop\nat all\n\nNext.", "no stop at all"],
  ["", ""],
])("of “%s” the first sentence is “%s”", (help, sentence) => {
  expect(firstSentence(help)).toBe(sentence);
});
