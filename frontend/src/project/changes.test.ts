import { expect, test } from "vitest";

import type { CatalogueEntry } from "../api/types";
import { runInfo } from "../testing/fakes";
import { changesSince, hasChanges } from "./changes";
import { liveSettings } from "./liveSettings";
import { normalise } from "./graph";
import { trainingEntry, trainingWith } from "./trainingEntries";
import type { FindEntry } from "./trainingEntries";

function declared(fields: Record<string, unknown>): CatalogueEntry {
  const properties = Object.keys(fields).map((name) => [
    name,
    { ui: { live: name !== "nesterov" } },
  ]);
  return {
    type: "any",
    title: "",
    group: "",
    help: "",
    formula: "",
    source: "",
    schema: {
      properties: Object.fromEntries(properties) as CatalogueEntry["schema"]["properties"],
    },
    defaults: fields,
  };
}

const KNOWN: Readonly<Record<string, CatalogueEntry>> = {
  "optimizers adam": declared({ lr: 0.01, nesterov: false }),
  "datasets ring": { ...declared({}), tasks: ["gan"] },
  "tasks gan": declared({ train: "both", label_smoothing: 0 }),
  "layers dropout": declared({ p: 0.5 }),
};
const PLAIN = declared({ l1: 0, l2: 0, clip_grad_norm: null });
const find: FindEntry = Object.assign(
  (family: string, type: string) => KNOWN[`${family} ${type}`],
  { training: PLAIN },
);

const FILE = normalise({
  network: { nodes: [{ id: "d", layer: { type: "dropout" }, trainable: true }], edges: [] },
  data: { type: "ring" },
  training: { batch_size: 8, epochs: 1, seed: 1, l1: 0, l2: 0, task: { type: "gan" } },
});
const withDropout = (p: number) => ({
  ...FILE,
  network: { nodes: [{ id: "d", layer: { type: "dropout", p }, trainable: true }], edges: [] },
});
const running = { ...runInfo("r"), state: "running" as const };

test("what may change while it trains is of the optimizer, the task and the layers", () => {
  expect(liveSettings(FILE, find)).toEqual({
    l1: 0,
    l2: 0,
    clip_grad_norm: null,
    "optimizer.lr": 0.01,
    "task.train": "both",
    "task.label_smoothing": 0,
    "nodes.d.p": 0.5,
  });
});

test("a layer's live field makes no other network while the run goes on", () => {
  const different = changesSince(withDropout(0.2), FILE, running, find);
  expect(different).toEqual({ network: false, data: false, training: [] });
});

test("once the run is over it counts", () => {
  const over = { ...running, state: "finished" as const, settings: { "nodes.d.p": 0.5 } };
  expect(changesSince(withDropout(0.2), FILE, over, find).training).toEqual(["nodes.d.p"]);
});

test("an optimizer that is left out is the usual one, written out or not", () => {
  const written = {
    ...FILE,
    training: { ...FILE.training, optimizer: { type: "adam", lr: 0.01 } },
  };
  expect(changesSince(written, FILE, running, find).training).toEqual([]);
  const other = { ...FILE, training: { ...FILE.training, optimizer: { type: "sgd" } } };
  expect(changesSince(other, FILE, running, find).training).toContain("optimizer.type");
});

test("a setting is written where it belongs", () => {
  expect(trainingWith(FILE, "l1", 0.1, find)).toEqual({ l1: 0.1 });
  expect(trainingWith(FILE, "task.train", "generator", find)).toEqual({
    task: { type: "gan", train: "generator" },
  });
  expect(trainingWith(FILE, "loss.delta", 2, find)).toEqual({});
});

test("what a file leaves out is what the server takes: writing it down makes no other drawing", () => {
  const { task, ...training } = FILE.training;
  const short = { ...FILE, training };
  const explicit = {
    ...FILE,
    training: { ...training, task, optimizer: { type: "adam", nesterov: false } },
  };
  expect(hasChanges(changesSince(explicit, short, running, find))).toBe(false);
  const generator = trainingWith(short, "task.train", "generator", find);
  expect(generator).toEqual({ task: { type: "gan", train: "generator" } });
  const held = { ...short, training: { ...training, ...generator } };
  expect(hasChanges(changesSince(held, short, running, find))).toBe(false);
  const nesterov = {
    ...short,
    training: { ...training, optimizer: { type: "adam", nesterov: true } },
  };
  expect(changesSince(nesterov, short, running, find).training).toEqual(["optimizer.nesterov"]);
});

test("what a file leaves out is what the check filled in, and the catalogue's first until it answered", () => {
  const short = { ...FILE, training: { ...FILE.training, task: undefined } };
  expect(trainingEntry(short, "task", find)).toEqual({ type: "gan" });
  const answered: FindEntry = Object.assign((...asked: Parameters<FindEntry>) => find(...asked), {
    filledIn: () => ({ task: { type: "reconstruction", noise: 0.1 } }),
  });
  expect(trainingEntry(short, "task", answered)).toEqual({ type: "reconstruction", noise: 0.1 });
  expect(trainingEntry(FILE, "task", answered)).toEqual({ type: "gan" });
});

test("a new live setting of the training is one as soon as the catalogue declares it", () => {
  const later = Object.assign((...asked: Parameters<FindEntry>) => find(...asked), {
    training: declared({ l1: 0, warmth: 0.5 }),
  });
  expect(liveSettings(FILE, later)).toMatchObject({ l1: 0, warmth: 0.5 });
});
