import { describe, expect, it } from "vitest";

import type { Catalogue, CatalogueEntry, ProjectFile } from "../api/types";
import { normalise, removeNodes } from "./graph";
import { differences } from "./differences";

function entry(type: string, title: string, fields: Record<string, unknown>): CatalogueEntry {
  const properties = Object.fromEntries(Object.keys(fields).map((name) => [name, {}]));
  const words = { group: "", help: "", formula: "", source: "" };
  return { type, title, ...words, schema: { properties }, defaults: { type, ...fields } };
}

const CATALOGUE: Catalogue = {
  families: {
    layers: [
      entry("linear", "Linear", { out_features: 8, bias: true }),
      entry("tanh", "Tanh", {}),
      entry("relu", "ReLU", {}),
      entry("dropout", "Dropout", { p: 0.5 }),
    ],
    losses: [entry("cross_entropy", "Cross-entropy", {}), entry("mse", "Squared error", {})],
    optimizers: [
      entry("adam", "Adam", { lr: 0.01, betas: [0.9, 0.999] }),
      entry("sgd", "SGD", { lr: 0.1, momentum: 0 }),
    ],
    schedulers: [entry("cosine", "Cosine", { epochs: 100 })],
    initializers: [],
    augmentations: [],
    datasets: [{ ...entry("spiral", "Spiral", { noise: 0.1 }), tasks: ["classification"] }],
    tasks: [{ ...entry("classification", "Classification", {}), losses: ["cross_entropy", "mse"] }],
    probes: [],
  },
  training: { schema: { properties: { batch_size: {} } }, defaults: { batch_size: 32, seed: 1 } },
};

const layers = ["input", "linear", "dropout", "tanh", "output"] as const;
const FILE = normalise({
  title: "Spiral",
  network: {
    nodes: layers.map((type) => ({ id: type.slice(0, 2), layer: { type }, trainable: true })),
    edges: [
      { source: "in", target: "li", handle: 0 },
      { source: "li", target: "dr", handle: 0 },
      { source: "dr", target: "ta", handle: 0 },
      { source: "ta", target: "ou", handle: 0 },
    ],
  },
  data: { type: "spiral" },
});

function training(change: Record<string, unknown>): ProjectFile {
  return { ...FILE, training: { ...FILE.training, ...change } };
}

function withLayer(id: string, layer: ProjectFile["data"]): ProjectFile {
  const nodes = FILE.network.nodes.map((node) => (node.id === id ? { ...node, layer } : node));
  return { ...FILE, network: { ...FILE.network, nodes } };
}

const rows = (...projects: ProjectFile[]) =>
  differences(projects, CATALOGUE).map(({ label, values }) => [label, ...values]);

describe("the table of what differs", () => {
  it("is empty where what is left out is what was set", () => {
    const said = training({
      optimizer: { type: "adam", lr: 0.01 },
      loss: { type: "cross_entropy" },
      scheduler: null,
    });
    const moved = { ...said, title: "Other", view: { positions: { in: [1, 2] } } };
    const noisy = { ...moved, data: { type: "spiral", noise: 0.1 } };
    expect(rows(FILE, said, moved, noisy)).toEqual([]);
  });

  it("has one row for one change, with a value for each run", () => {
    const fast = training({ optimizer: { type: "adam", lr: 0.1 } });
    const slow = training({ optimizer: { type: "adam", lr: 0.001 } });
    expect(rows(FILE, fast, slow)).toEqual([["Learning rate", "0.01", "0.1", "0.001"]]);
  });

  it("tells of another optimizer its kind and what both have, not every field", () => {
    const sgd = training({ optimizer: { type: "sgd", lr: 0.01, momentum: 0.9 } });
    expect(rows(FILE, sgd)).toEqual([
      ["Optimizer", "Adam", "SGD"],
      ["Momentum", "–", "0.9"],
    ]);
  });

  it("tells of a schedule that only one has", () => {
    expect(rows(FILE, training({ scheduler: { type: "cosine" } }))).toEqual([
      ["Learning rate schedule", "no schedule", "Cosine"],
    ]);
  });

  it("tells of parts of a setting", () => {
    const stops = (patience: number) => training({ early_stopping: { patience } });
    expect(rows(stops(5), stops(10))).toEqual([["Early stopping · patience", "5", "10"]]);
    expect(rows(FILE, stops(5)).map(([label]) => label)).toContain("Early stopping");
  });

  it("names nodes and their fields", () => {
    expect(rows(FILE, withLayer("li", { type: "linear", out_features: 4 }))).toEqual([
      ["Linear li · out features", "8", "4"],
    ]);
    expect(rows(FILE, withLayer("ta", { type: "relu" }))).toEqual([["Layer ta", "Tanh", "ReLU"]]);
  });

  it("has one row for a layer that was left out, and none for the wires that closed over it", () => {
    expect(rows(FILE, removeNodes(FILE, ["dr"], true))).toEqual([["Layer dr", "Dropout", "–"]]);
  });

  it("tells of wires that were drawn otherwise", () => {
    const edges = FILE.network.edges.map((edge) =>
      edge.target === "ou" ? { ...edge, source: "li" } : edge,
    );
    const rewired = { ...FILE, network: { ...FILE.network, edges } };
    expect(rows(FILE, rewired)).toEqual([["Wires", "ta → ou", "li → ou"]]);
  });

  it("tells of a setting that was changed while a run trained", () => {
    const change = { field: "optimizer.lr", before: 0.01, after: 0.1 };
    const found = differences([FILE, FILE], CATALOGUE, [[], [change]]);
    expect(found.map(({ values }) => values)).toEqual([["0.01", "0.01 → 0.1"]]);
  });

  it("tells of data", () => {
    const noisy = { ...FILE, data: { type: "spiral", noise: 0.3 } };
    expect(rows(FILE, noisy)).toEqual([["Data · Noise", "0.1", "0.3"]]);
  });
});
