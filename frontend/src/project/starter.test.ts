import { describe, expect, it } from "vitest";

import type { DataInfo } from "../api/types";
import { dataInfo } from "../testing/values";
import { starter, starterName } from "./starter";

const POINTS = dataInfo({ shape: [2], num_train: 200 });
const IMAGES = dataInfo({ shape: [1, 28, 28], num_train: 10_000 });
const SERIES = dataInfo({ shape: [50, 1], num_train: 400 });
const TEXT = dataInfo({ shape: [32], vocab: ["a", "b"], num_train: 1000 });
const WRITING: DataInfo = { ...TEXT, causal: true, token_targets: true };

const drawingOf = (info: DataInfo) => starter(info, { type: "any" }, "Mine");
const typesOf = (info: DataInfo) => drawingOf(info).network?.nodes.map(({ layer }) => layer.type);
const trainingOf = (info: DataInfo) => {
  const { training } = drawingOf(info);
  if (!training) throw new Error("a starter has a training");
  return training;
};

describe("the first network", () => {
  it.each<[string, DataInfo, string]>([
    ["numbers", POINTS, "a feedforward network"],
    ["pictures", IMAGES, "a convolutional network"],
    ["series", SERIES, "a recurrent network"],
    ["text with a class", TEXT, "a network that reads"],
    ["text that goes on", WRITING, "a network that writes on"],
  ])("over %s is named for what they are", (_, info, name) => {
    expect(starterName(info)).toBe(name);
  });

  it("over numbers has two hidden layers", () => {
    expect(typesOf(POINTS)).toEqual(["input", "linear", "relu", "linear", "relu", "output"]);
  });

  it("over pictures makes them smaller until they are small, then looks at the whole", () => {
    const types = typesOf(IMAGES) ?? [];
    expect(types.filter((type) => type === "max_pool2d")).toHaveLength(2);
    expect(types.slice(-4)).toEqual(["flatten", "linear", "relu", "output"]);
  });

  it.each([1, 2, 3, 4, 8, 9, 64, 512])(
    "over pictures of side %i never pools below one pixel",
    (side) => {
      const pools = typesOf(dataInfo({ shape: [3, side, side] }))?.filter(
        (type) => type === "max_pool2d",
      );
      expect(side / 2 ** (pools?.length ?? 0)).toBeGreaterThanOrEqual(1);
      expect(pools?.length).toBeLessThanOrEqual(4);
    },
  );

  it("that answers at every token keeps all steps", () => {
    const gru = (info: DataInfo) =>
      drawingOf(info).network?.nodes.find(({ layer }) => layer.type === "gru")?.layer;
    expect(gru(WRITING)).toMatchObject({ returns: "sequence" });
    expect(gru(TEXT)).not.toHaveProperty("returns");
  });

  it.each([POINTS, IMAGES, SERIES, TEXT])(
    "is one chain of layers with ids of their own",
    (info) => {
      const { nodes = [], edges = [] } = drawingOf(info).network ?? {};
      const ids = nodes.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect([ids[0], ids.at(-1)]).toEqual(["x", "y"]);
      expect(edges).toEqual(
        ids.slice(1).map((target, at) => ({ source: ids[at], target, handle: 0 })),
      );
    },
  );

  it("keeps the data and the title it is made for", () => {
    expect(drawingOf(POINTS)).toMatchObject({ title: "Mine", data: { type: "any" } });
  });
});

describe("its training", () => {
  it.each([
    [1, 1],
    [3, 1],
    [40, 10],
    [200, 32],
    [1_000_000, 32],
  ])("of %i samples takes %i at a time", (num_train, batch) => {
    expect(trainingOf({ ...POINTS, num_train }).batch_size).toBe(batch);
  });

  it.each([4, 200, 10_000, 1_000_000])("of %i samples lasts from 3 to 200 epochs", (num_train) => {
    const { epochs } = trainingOf({ ...POINTS, num_train });
    expect(epochs).toBeGreaterThanOrEqual(3);
    expect(epochs).toBeLessThanOrEqual(200);
  });

  it("clips the gradient where the network goes over steps", () => {
    expect(trainingOf(SERIES).clip_grad_norm).toBe(1);
    expect(trainingOf(TEXT).clip_grad_norm).toBe(1);
    expect(trainingOf(POINTS)).not.toHaveProperty("clip_grad_norm");
  });
});
