import { expect, test } from "vitest";

import { inOrder } from "./order";

const node = (id: string) => ({ id, layer: { type: "linear" }, trainable: true });
const network = (ids: string, ...wires: string[]) => ({
  nodes: [...ids].map(node),
  edges: wires.map((wire) => ({ source: wire[0] ?? "", target: wire[1] ?? "", handle: 0 })),
});
const order = (...drawn: Parameters<typeof network>) =>
  inOrder(network(...drawn))
    .map(({ id }) => id)
    .join("");

test("a layer that was inserted stands where it is drawn, not at the end", () =>
  expect(order("xabyn", "xa", "an", "nb", "by")).toBe("xanby"));

test("branches stand before what joins them", () =>
  expect(order("xjabz", "xa", "xb", "aj", "bj", "jz")).toBe("xabjz"));

test("two wires between the same layers count as two", () =>
  expect(order("yxa", "xa", "ay", "ay")).toBe("xay"));

test("layers of a circle and without wires are kept", () => {
  expect(order("xabq", "xa", "ab", "ba")).toBe("xqab");
  expect(order("x", "xx", "xz")).toBe("x");
});
