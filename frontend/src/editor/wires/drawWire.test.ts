import { beforeEach, describe, expect, test, vi } from "vitest";

import { tryOut } from "../../session/tryOut";
import { useCheck } from "../../store/check";
import { useProject } from "../../store/project";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, checked, entryOf, problemAt, projectOf } from "../../testing/values";
import { sceneOf } from "../scene/scene";
import { edgeBetween, misfitOf } from "./drawWire";

vi.mock("../../session/tryOut", () => ({ tryOut: vi.fn() }));

const edge = { source: "x", target: "y", handle: 0 };
const against = problemAt("Output", "2 numbers came, 8 would fit", { edge });

beforeEach(() => {
  freshStores();
  given({
    catalogue: catalogueOf({ layers: [entryOf("linear", {}, { title: "Linear" })] }),
    drawing: projectOf(),
  });
  vi.mocked(tryOut).mockReset();
});

test("a wire leaves the last node folded into a card", () => {
  const tanh = { id: "a", layer: { type: "tanh" }, trainable: true };
  const { network } = projectOf();
  const file = projectOf({
    network: {
      nodes: [...network.nodes, tanh],
      edges: [
        { source: "x", target: "h", handle: 0 },
        { source: "h", target: "a", handle: 0 },
      ],
    },
  });
  const scene = sceneOf(file, null, (type) => entryOf(type, {}, { elementwise: type === "tanh" }));
  expect(edgeBetween(scene, "h", "y", 1)).toEqual({ source: "a", target: "y", handle: 1 });
  expect(edgeBetween(scene, "gone", "y", 0).source).toBe("gone");
});

test("a wire to a block leads to a layer inside it, and one from it leaves its last layer", () => {
  const ids = ["x", "a", "b", "y"];
  const nodes = ids.map((id) => ({ id, layer: { type: "linear" }, trainable: true }));
  const edges = [
    { source: "x", target: "a", handle: 0 },
    { source: "a", target: "b", handle: 0 },
    { source: "y", target: "b", handle: 1 },
  ];
  const blocks = [{ name: "Two", nodes: ["a", "b"], folded: true }];
  const scene = sceneOf(projectOf({ network: { nodes, edges }, blocks }), null, entryOf);
  expect(edgeBetween(scene, "y", "a", 1)).toEqual({ source: "y", target: "b", handle: 1 });
  expect(edgeBetween(scene, "y", "a", 7)).toEqual({ source: "y", target: "a", handle: 0 });
  expect(edgeBetween(scene, "a", "y", 0)).toEqual({ source: "b", target: "y", handle: 0 });
});

describe("whether a wire fits", () => {
  test("is not asked of the server where the drawing alone forbids it", async () => {
    const misfit = await misfitOf({ source: "h", target: "h", handle: 0 });
    expect(misfit?.sentence).toBe("Linear cannot feed itself; end the wire at another layer.");
    expect(misfit?.possible).toBe(false);
    expect(tryOut).not.toHaveBeenCalled();
  });

  test("is asked of the drawing with the wire, which stays as it is", async () => {
    vi.mocked(tryOut).mockResolvedValue(checked());
    const before = useProject.getState().file;
    expect(await misfitOf(edge)).toBeNull();
    expect(vi.mocked(tryOut).mock.calls[0]?.[0].network.edges).toContainEqual(edge);
    expect(useProject.getState().file).toBe(before);
  });

  test("is told with what the check has against it; the wire can be drawn all the same", async () => {
    vi.mocked(tryOut).mockResolvedValue(checked({ ok: false, problems: [against] }));
    expect(await misfitOf(edge)).toMatchObject({ sentence: against.sentence, possible: true });
  });

  test("is not held against a wire that was troubled before", async () => {
    useCheck.setState({ report: checked({ problems: [against] }) });
    vi.mocked(tryOut).mockResolvedValue(checked({ problems: [against] }));
    expect(await misfitOf(edge)).toBeNull();
  });

  test("is left open where the server does not answer", async () => {
    vi.mocked(tryOut).mockResolvedValue(null);
    expect(await misfitOf(edge)).toBeNull();
  });

  test("is not spoiled by a warning", async () => {
    const warning = { ...against, severity: "warning" as const };
    vi.mocked(tryOut).mockResolvedValue(checked({ problems: [warning] }));
    expect(await misfitOf(edge)).toBeNull();
  });
});
