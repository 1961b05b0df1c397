import { describe, expect, it } from "vitest";

import type { Edge, NodeFile } from "../../api/types";
import { editWords } from "./editWords";

const node = (id: string, type: string): NodeFile => ({ id, layer: { type } }) as NodeFile;
const wire = (source: string, target: string): Edge => ({ source, target }) as Edge;
const nameOf = ({ layer }: NodeFile) => layer.type;
const [a, b, c] = [node("a", "Linear"), node("b", "ReLU"), node("c", "Output")];
const all = { nodes: [a, b, c], edges: [wire("a", "b"), wire("b", "c")] };

describe("an edit is said", () => {
  it("by the layers that came and went", () => {
    const without = { nodes: [a, c], edges: [wire("a", "c")] };
    expect(editWords(all, without, nameOf)).toBe("ReLU was removed.");
    expect(editWords(without, all, nameOf)).toBe("ReLU was added.");
    expect(editWords(all, { nodes: [a], edges: [] }, nameOf)).toBe("2 layers were removed.");
  });

  it("by the layer that took the place of another", () => {
    const swapped = { ...all, nodes: [a, node("b", "Tanh"), c] };
    expect(editWords(all, swapped, nameOf)).toBe("ReLU became Tanh.");
  });

  it("by the wires, where no layer changed", () => {
    const cut = { ...all, edges: [wire("a", "b")] };
    expect(editWords(all, cut, nameOf)).toBe("The wire from ReLU to Output was removed.");
    expect(editWords(cut, all, nameOf)).toBe("The wire from ReLU to Output was drawn.");
    expect(editWords(all, { ...all, edges: [] }, nameOf)).toBe("2 wires were removed.");
  });

  it("not where only a setting or a place changed", () => {
    expect(editWords(all, { ...all, nodes: [...all.nodes] }, nameOf)).toBeNull();
  });
});
