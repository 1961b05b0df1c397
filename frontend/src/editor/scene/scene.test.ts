import { describe, expect, test } from "vitest";

import type { CatalogueEntry, NodeReport, ProjectFile, Report } from "../../api/types";
import { checked, dataInfo, entryOf, problemAt, projectOf } from "../../testing/values";
import { sceneOf, type CardFace } from "./scene";

const ENTRIES: Readonly<Record<string, CatalogueEntry>> = {
  input: entryOf("input", {}, { title: "Input" }),
  linear: entryOf("linear", {}, { title: "Linear", group: "Core", max_inputs: 1 }),
  tanh: entryOf("tanh", {}, { title: "Tanh", group: "Activation", elementwise: true }),
  add: entryOf("add", {}, { title: "Add", group: "Join", max_inputs: 4 }),
  output: entryOf("output", {}, { title: "Output", max_inputs: 1 }),
  real_or_fake: entryOf("real_or_fake", {}, { title: "Real or fake", max_inputs: 2 }),
};
const entry = (type: string) => ENTRIES[type];

function nodeReport(shape: number[] | null, more: Partial<NodeReport> = {}): NodeReport {
  const input_shapes = shape ? [[2]] : [];
  return { shape, input_shapes, num_params: 0, vocab: null, start: null, ...more } as NodeReport;
}

/** A drawing of nodes with these types, and wires that are written as `x>h:0` (source, target, handle). */
function drawn(types: Record<string, string>, wires: readonly string[], more = {}): ProjectFile {
  const nodes = Object.entries(types).map(([id, type]) => ({
    id,
    layer: { type },
    trainable: true,
  }));
  const edges = wires.map((wire) => {
    const [source = "", target = "", handle = "0"] = wire.split(/[>:]/);
    return { source, target, handle: Number(handle) };
  });
  return projectOf({ network: { nodes, edges }, ...more });
}

const CHAIN = drawn({ x: "input", h: "linear", a: "tanh", y: "output" }, ["x>h", "h>a", "a>y"]);
const NODES: Report["nodes"] = {
  x: nodeReport([2], { input_shapes: [] }),
  h: nodeReport([8], { num_params: 24 }),
  a: nodeReport([8], { input_shapes: [[8]] }),
  y: nodeReport([2], { input_shapes: [[8]], num_params: 18 }),
};

function faceOf(card: string, file = CHAIN, report: Report | null = checked({ nodes: NODES })) {
  const face = sceneOf(file, report, entry).faces.get(card);
  if (!face) throw new Error(`no card ${card}`);
  return face;
}

describe("a card's face", () => {
  test("has the titles of all its nodes and the parameters of all together", () => {
    expect(faceOf("h")).toMatchObject({
      titles: ["Linear", "Tanh"],
      num_params: 24,
      group: "Core",
    });
  });

  test("says in words what its layers do to shapes, and that nothing is wrong", () => {
    expect(faceOf("h").name).toBe("Linear, Tanh, 2 to 8, 24 parameters, no problems");
    expect(faceOf("h").line).toBe("2→8");
  });

  test("says that its shape is unknown before the check", () => {
    expect(faceOf("h", CHAIN, null)).toMatchObject({ line: "shape unknown", num_params: 0 });
  });

  test("has the problems of the nodes folded into it, and no other's", () => {
    const problems = [
      problemAt("Tanh", "tanh is troubled", { node: "a" }),
      problemAt("Output", "output is troubled", { node: "y" }),
      problemAt("network", "all is troubled"),
    ];
    const report = checked({ nodes: NODES, problems });
    expect(faceOf("h", CHAIN, report).problems).toEqual([problems[0]]);
    expect(faceOf("h", CHAIN, report).name).toContain("tanh is troubled");
    expect(faceOf("x", CHAIN, report).problems).toEqual([]);
  });

  test("is called as the person called its layer", () => {
    const [x, h, ...rest] = CHAIN.network.nodes;
    const nodes = [x!, { ...h!, name: "Features" }, ...rest];
    const file = { ...CHAIN, network: { ...CHAIN.network, nodes } };
    expect(faceOf("h", file).titles).toEqual(["Features", "Tanh"]);
  });

  test("has no output where it ends the network", () => {
    expect(faceOf("y").hasOutput).toBe(false);
    expect(faceOf("h").hasOutput).toBe(true);
  });

  test("is frozen only where there are parameters to freeze", () => {
    const freeze = (id: string) => ({
      ...CHAIN,
      network: {
        ...CHAIN.network,
        nodes: CHAIN.network.nodes.map((node) => ({ ...node, trainable: node.id !== id })),
      },
    });
    expect(faceOf("h", freeze("h")).frozen).toBe(true);
    expect(faceOf("x", freeze("x")).frozen).toBe(false);
  });

  test.each(["taken", "does not fit"] as const)("tells that its first weights are %s", (start) => {
    const nodes = { ...NODES, h: nodeReport([8], { num_params: 24, start }) };
    expect(faceOf("h", CHAIN, checked({ nodes })).start).toBe(start);
    expect(faceOf("y", CHAIN, checked({ nodes })).start).toBeNull();
  });

  test("of an entry that the catalogue lacks is called by its type and has one input", () => {
    const file = drawn({ x: "input", w: "other.wave" }, ["x>w"]);
    expect(faceOf("w", file, null)).toMatchObject({
      titles: ["other.wave"],
      group: "",
      num_inputs: 1,
      inputs: [],
    });
  });
});

describe("inputs", () => {
  const joined = (...wires: string[]) =>
    faceOf("s", drawn({ x: "input", h: "linear", s: "add" }, wires), null);

  test("a joining layer has two where nothing is wired", () => {
    expect(joined()).toMatchObject({ num_inputs: 2, inputs: ["0", "1"] });
  });

  test("a joining layer has always one free input more than are wired", () => {
    expect(joined("x>s:0", "h>s:1").num_inputs).toBe(3);
    expect(joined("x>s:2").num_inputs).toBe(4);
  });

  test("a joining layer has never more than it can take", () => {
    expect(joined("x>s:3").num_inputs).toBe(4);
  });

  test("the switch calls its inputs by what comes in", () => {
    const face = faceOf("s", drawn({ s: "real_or_fake" }, []), null);
    expect(face).toMatchObject({ num_inputs: 2, inputs: ["real", "generated"] });
  });
});

describe("wires drawn one per weight", () => {
  test("lead into small dense layers", () => {
    const scene = sceneOf(CHAIN, checked({ nodes: NODES }), entry);
    expect([...scene.wired]).toEqual(["x>h:0", "a>y:0"]);
  });

  test("do not lead into layers with more units than can be told apart", () => {
    const nodes = { ...NODES, h: nodeReport([64], { num_params: 192 }), a: nodeReport([64]) };
    expect(sceneOf(CHAIN, checked({ nodes }), entry).wired.size).toBe(0);
  });

  test("do not lead into an output that only passes its numbers on", () => {
    const last = CHAIN.network.nodes.map((node) =>
      node.id === "y" ? { ...node, layer: { type: "output", head: "none" } } : node,
    );
    const file = { ...CHAIN, network: { ...CHAIN.network, nodes: last } };
    expect([...sceneOf(file, checked({ nodes: NODES }), entry).wired]).toEqual(["x>h:0"]);
  });
});

describe("pictures", () => {
  const kindOf = (face: CardFace) => face.picture.kind;
  const plane = dataInfo({ plane: [-6, 6] as never });

  test("units are drawn over the plane where the data are points of one", () => {
    expect(kindOf(faceOf("h", CHAIN, checked({ nodes: NODES, data: plane })))).toBe("units");
    expect(kindOf(faceOf("h"))).toBe("cells");
  });

  test("classes are bars where the task is classification, as the file says or the check filled in", () => {
    const data = dataInfo();
    const report = checked({ nodes: NODES, data });
    expect(kindOf(faceOf("y", CHAIN, report))).toBe("bars");
    const other = { ...report, defaults: { task: { type: "regression" } } };
    expect(kindOf(faceOf("y", CHAIN, other))).not.toBe("bars");
    const training = { ...CHAIN.training, task: { type: "classification" } };
    expect(kindOf(faceOf("y", { ...CHAIN, training }, other))).toBe("bars");
  });

  test.each([
    ["language_modelling", "expected"],
    ["masked_language_modelling", "hidden"],
  ])("what %s asks for is shown as the likeliest tokens", (type, kind) => {
    const data = dataInfo({ vocab: ["a", "b", "c"] });
    const nodes = { ...NODES, y: nodeReport([11, 3]) };
    const report = checked({ nodes, data, defaults: { task: { type } } });
    expect(kindOf(faceOf("y", CHAIN, report))).toBe(kind);
  });

  test("an input on the plane names its features", () => {
    const ui = { choices: { x1: "x₁", x2: "x₂", sin: "sin" } };
    const features = { title: "", default: ["x1", "x2"], ui } as never;
    const named = (type: string) =>
      type === "input" ? entryOf("input", { features }, { title: "Input" }) : entry(type);
    const report = checked({ nodes: NODES, data: plane });
    expect(sceneOf(CHAIN, report, named).faces.get("x")?.line).toBe("x₁  x₂");
  });
});

test("a face that says the same stays the same object, another is made anew", () => {
  const before = sceneOf(CHAIN, checked({ nodes: NODES }), entry);
  const nodes = { ...NODES, y: nodeReport([3], { input_shapes: [[8]], num_params: 27 }) };
  const after = sceneOf(CHAIN, checked({ nodes }), entry, before);
  expect(after.faces.get("h")).toBe(before.faces.get("h"));
  expect(after.faces.get("y")).not.toBe(before.faces.get("y"));
});

test("the longest words on wires and before inputs say how much room wires need", () => {
  const nodes = { ...NODES, x: nodeReport([40, 5], { input_shapes: [] }) };
  expect(sceneOf(CHAIN, checked({ nodes }), entry).letters).toBe("40 steps × 5".length);
  const file = drawn({ s: "real_or_fake" }, []);
  expect(sceneOf(file, null, entry).letters).toBe("generated".length);
  expect(sceneOf(drawn({}, []), null, entry).letters).toBe(0);
});
