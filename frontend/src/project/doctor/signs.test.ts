import { describe, expect, test } from "vitest";

import type { ProjectFile } from "../../api/types";
import { entryOf, projectOf } from "../../testing/values";
import { inOrder } from "../order";
import type { FindEntry } from "../trainingEntries";
import { type EpochPoint, type Examined, type Health, numeral, percent } from "./examined";
import { findings, SIGNS } from "./signs";

const WELL: Health = {
  samples: 500,
  loss: 0.02,
  blind_loss: 0.69,
  moved: 1.2,
  layers: [],
  classes: [],
};
const ENTRIES = {
  relu: entryOf("relu", {}, { title: "ReLU" }),
  leaky_relu: entryOf("leaky_relu", {}, { title: "Leaky ReLU" }),
  sigmoid: entryOf("sigmoid", {}, { title: "Sigmoid" }),
  sgd: entryOf("sgd", {}, { title: "SGD", defaults: { lr: 0.1 } }),
};
const find: FindEntry = (_family, type) => ENTRIES[type as keyof typeof ENTRIES];

const chain = (...types: string[]): ProjectFile => {
  const file = projectOf();
  const nodes = types.map((type, at) => ({ id: `n${at}`, layer: { type }, trainable: true }));
  const edges = nodes.slice(1).map(({ id }, at) => ({ source: `n${at}`, target: id, handle: 0 }));
  return {
    ...file,
    network: { nodes, edges },
    training: { ...file.training, epochs: 40, optimizer: { type: "sgd", lr: 0.1 } },
  };
};

interface Run {
  readonly train: readonly number[];
  readonly test?: readonly number[];
  readonly accuracy?: number;
  readonly gradient?: readonly number[];
  readonly health?: Partial<Health>;
  readonly gradients?: Record<string, number>;
  readonly file?: ProjectFile;
}

/** A run after as many epochs as there are train losses; every epoch has 20 steps. */
function run({ train, test, accuracy, gradient, health, gradients = {}, file }: Run): Examined {
  const points = train.map((loss, epoch): EpochPoint => ({
    epoch,
    step: 20 * epoch,
    train: loss,
    test: test?.[epoch] ?? loss,
    accuracy: accuracy ?? null,
    gradient: gradient?.[epoch] ?? 0.1,
  }));
  const last = train[train.length - 1] ?? null;
  return {
    points,
    gradients,
    health: { ...WELL, loss: last, ...health },
    file: file ?? chain("input", "linear", "sigmoid", "linear", "sigmoid", "output"),
    find,
  };
}

const falling = (from: number, to: number, num = 21) =>
  Array.from({ length: num }, (_, at) => from * (to / from) ** (at / (num - 1)));
const flat = (level: number, num = 21) => Array<number>(num).fill(level);
const named = (examined: Examined) => findings(examined).map(({ sign }) => sign);

/** What the finding's button does to the drawing. */
function mended(examined: Examined): ProjectFile | "new seed" {
  const [found] = findings(examined);
  if (!found) throw new Error("nothing was found");
  return "change" in found.remedy ? found.remedy.change(examined.file) : "new seed";
}

describe("a run that goes well", () => {
  test("has no sign while its loss falls", () => {
    expect(named(run({ train: falling(0.7, 0.02) }))).toEqual([]);
  });

  test("has none at its beginning, whatever its first numbers are", () => {
    const dead = [{ node: "n2", units: 8, dead: 7, saturated: 1 }];
    expect(named(run({ train: [0.7], health: { layers: dead } }))).toEqual([]);
  });

  test("has none for what no longer matters once the loss is low", () => {
    const layers = [{ node: "n2", units: 8, dead: 6, saturated: 0.97 }];
    expect(named(run({ train: falling(0.7, 0.03), health: { layers } }))).toEqual([]);
  });

  test("has none where little can be learned: noisy numbers, half of their variance explained", () => {
    const train = [...falling(1, 0.48), ...flat(0.48, 60)];
    expect(named(run({ train, health: { blind_loss: 1 } }))).toEqual([]);
  });
});

describe("a sign", () => {
  test("of a gradient that explodes clips it near its usual length", () => {
    const gradient = [...flat(0.5, 15), 40, ...flat(0.5, 3)];
    const train = [...falling(0.7, 0.4, 15), 2.5, ...falling(1.5, 0.9, 3)];
    const examined = run({ train, gradient });
    expect(findings(examined)[0]?.sentence).toContain(
      "At epoch 15 the gradient was 80 times as long as usual, and the train loss rose from 0.4 to 2.5",
    );
    expect(mended(examined)).toMatchObject({ training: { clip_grad_norm: 1 } });
    const clipped = {
      ...examined,
      file: { ...examined.file, training: { ...examined.file.training, clip_grad_norm: 1 } },
    };
    expect(named(clipped)).not.toContain("exploding gradient");
  });

  test("of a learning rate that is too high lowers it", () => {
    const train = [...falling(0.7, 0.3, 11), 0.5, 0.35, 0.6, 0.4, 0.7, 0.45, 0.8, 0.5, 0.9, 0.55];
    const examined = run({ train, health: { loss: 0.55 } });
    expect(findings(examined)[0]?.sentence).toBe(
      "The train loss was 0.3 at epoch 10 and is 0.55 now; it rose by more than a tenth in 5 of the last 10 epochs.",
    );
    expect(findings(examined)[0]?.remedy.title).toBe("Learning rate 0.1 → 0.03");
    expect(mended(examined)).toMatchObject({ training: { optimizer: { type: "sgd", lr: 0.03 } } });
  });

  test("of a loss that jumps but reaches new lows is none", () => {
    const train = [
      ...falling(0.7, 0.5, 11),
      0.6,
      0.45,
      0.55,
      0.4,
      0.5,
      0.38,
      0.5,
      0.36,
      0.45,
      0.34,
    ];
    expect(named(run({ train, health: { loss: 0.34 } }))).toEqual([]);
  });

  test("of equal first weights draws them at random", () => {
    const file = chain("input", "linear", "output");
    const training = { ...file.training, initializer: { type: "zeros" } };
    const examined = run({
      train: flat(0.69),
      gradients: { n1: 0, n2: 0.1 },
      file: { ...file, training },
    });
    const single = { ...examined, gradients: { n2: 0.1 } };
    expect(named(single)).not.toContain("equal first weights");
    expect(named(examined)[0]).toBe("equal first weights");
    expect(mended(examined)).toMatchObject({ training: { initializer: null } });
  });

  test("of a gradient that vanishes swaps what is flat on both sides, all in one change", () => {
    const layers = ["n2", "n4"].map((node) => ({ node, units: 8, dead: 0, saturated: 0.1 }));
    const gradients = { n1: 2e-8, n3: 4e-4, n5: 2e-3 };
    const examined = run({ train: flat(0.69), health: { layers, moved: 0.5 }, gradients });
    const [found] = findings(examined);
    expect(found?.sentence).toBe(
      "The gradient is 0.002 at output and 2e-8 at linear 1: the first layers hardly learn.",
    );
    expect(found?.remedy.title).toBe("ReLU in place of 2 Sigmoid");
    const types = (mended(examined) as ProjectFile).network.nodes.map(({ layer }) => layer.type);
    expect(types).toEqual(["input", "linear", "relu", "linear", "relu", "output"]);
  });

  test("of dead units names the layer and its number, and puts a leak in", () => {
    const file = chain("input", "linear", "relu", "linear", "relu", "output");
    const layers = [
      { node: "n2", units: 8, dead: 2, saturated: null },
      { node: "n4", units: 8, dead: 6, saturated: null },
    ];
    // The layers before them get no gradient. That follows from it, and has no sign of its own.
    const gradients = { n1: 0, n3: 0, n5: 0.03 };
    const examined = run({ train: flat(0.5, 9), health: { layers }, file, gradients });
    expect(findings(examined)[0]?.sentence).toContain("6 of 8 units of ReLU 2 are dead");
    expect((mended(examined) as ProjectFile).network.nodes[4]?.layer).toEqual({
      type: "leaky_relu",
    });
    expect((mended(examined) as ProjectFile).network.nodes[2]?.layer).toEqual({ type: "relu" });
  });

  test("of saturation says how much, and looks to the first weights where they are set", () => {
    const layers = [{ node: "n2", units: 8, dead: 0, saturated: 0.93 }];
    const examined = run({ train: flat(0.6, 9), health: { layers } });
    expect(findings(examined)[0]?.sentence).toContain("Sigmoid 1 is saturated: for 93 %");
    expect(findings(examined)[0]?.remedy.title).toBe("ReLU in place of Sigmoid");
    const training = { ...examined.file.training, initializer: { type: "normal", std: 10 } };
    const drawn = { ...examined, file: { ...examined.file, training } };
    expect(mended(drawn)).toMatchObject({ training: { initializer: { type: "xavier_uniform" } } });
  });

  test("of a loss no better than blind asks for longer steps, or for another start", () => {
    const still = run({ train: flat(0.6931), health: { blind_loss: 0.6931, moved: 0.004 } });
    expect(findings(still)[0]?.sentence).toBe(
      "After 20 epochs the train loss is 0.693; one answer for all samples, without looking at them, has 0.693. " +
        "The weights have moved by only 0.4 %.",
    );
    expect(mended(still)).toMatchObject({ training: { optimizer: { lr: 1 } } });
    const moved = run({ train: flat(0.6931), health: { blind_loss: 0.6931, moved: 0.8 } });
    expect(mended(moved)).toBe("new seed");
  });

  test("of a loss no better than blind puts a bend into a network that has none", () => {
    const layersOf = (...types: string[]) => {
      const health = { blind_loss: 0.69, moved: 0.8 };
      const examined = run({ train: flat(0.69), health, file: chain(...types) });
      expect(findings(examined)[0]?.sentence).toContain("only draws straight lines");
      const { nodes, edges } = (mended(examined) as ProjectFile).network;
      expect(edges).toHaveLength(nodes.length - 1);
      return inOrder({ nodes, edges }).map(({ layer }) => layer.type);
    };
    expect(layersOf("input", "linear", "linear", "output")).toEqual([
      "input",
      "linear",
      "tanh",
      "linear",
      "tanh",
      "output",
    ]);
    expect(layersOf("input", "linear", "identity", "output")).toEqual([
      "input",
      "linear",
      "tanh",
      "output",
    ]);
    expect(layersOf("input", "output")).toEqual(["input", "linear", "tanh", "output"]);
  });

  test("of a learning rate that is too low says how long it would take", () => {
    const examined = run({ train: falling(0.66, 0.655), health: { moved: 0.01 } });
    expect(named(examined)).toEqual(["learning rate too low"]);
    expect(findings(examined)[0]?.sentence).toContain("takes about 1,000 epochs");
    expect(mended(examined)).toMatchObject({ training: { optimizer: { lr: 1 } } });
  });

  test("of a class that is left out names it with its number", () => {
    const classes = [
      { name: "setosa", samples: 250, answers: 500 },
      { name: "virginica", samples: 250, answers: 0 },
    ];
    const examined = run({ train: flat(0.5), health: { classes } });
    expect(findings(examined)[0]?.sentence).toBe(
      "Not one of 500 train samples is taken for “virginica”, and 250 of them are.",
    );
    const rare = classes.map((one) => ({ ...one, samples: one.answers ? 498 : 2 }));
    expect(named(run({ train: flat(0.5), health: { classes: rare } }))).toEqual([]);
  });

  test("of standing still needs a gradient that is nearly zero", () => {
    const train = [...falling(0.69, 0.35), ...flat(0.35, 40)];
    const gradient = [...flat(0.5), ...flat(0.001, 40)];
    const stuck = run({ train, gradient, accuracy: 0.75, health: { loss: 0.35 } });
    expect(named(stuck)).toEqual(["stuck"]);
    expect(findings(stuck)[0]?.sentence).toContain("has stood at 0.35, with 75 % right");
    expect(named(run({ train, accuracy: 0.75, health: { loss: 0.35 } }))).toEqual([]);
  });

  test("of a gap between train and test pulls at the weights, more each time", () => {
    const examined = run({
      train: falling(0.7, 0.05, 41),
      test: [...falling(0.7, 0.4, 21), ...falling(0.42, 0.7, 20)],
    });
    expect(findings(examined)[0]?.sentence).toBe(
      "The test loss was 0.4 at epoch 20 and is 0.7 now, while the train loss fell to 0.05: " +
        "the network learns the train samples by heart.",
    );
    expect(mended(examined)).toMatchObject({ training: { l2: 0.003 } });
    const pulled = mended(examined) as ProjectFile;
    expect(mended({ ...examined, file: pulled })).toMatchObject({ training: { l2: 0.009 } });
  });
});

test("every sign has a name and a place of its own", () => {
  expect(new Set(SIGNS.map(({ name }) => name)).size).toBe(SIGNS.length);
  expect(new Set(SIGNS.map(({ order }) => order)).size).toBe(SIGNS.length);
  expect(SIGNS.length).toBeGreaterThanOrEqual(11);
});

test.each([
  [0.69314, "0.693"],
  [0, "0"],
  [1234.5, "1,235"],
  [2e-8, "2e-8"],
  [3.2e7, "32000000"],
])("%d is written %s", (value, words) => {
  expect(numeral(value)).toBe(words);
});

test.each([
  [0.004, "0.4 %"],
  [0.5, "50 %"],
  [0, "0 %"],
])("a share of %d is %s", (share, words) => {
  expect(percent(share)).toBe(words);
});
