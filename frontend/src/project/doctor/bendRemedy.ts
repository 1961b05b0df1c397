/** The remedy for a network that is a straight line, however many layers it has. Pure. */
import type { ProjectFile } from "../../api/types";
import { insertOnEdge, newId } from "../graph";
import type { Examined, Remedy } from "./examined";
import { inPlace } from "./reluForSaturating";

/** Layers that only weigh and add. A network of nothing else draws straight lines. */
const STRAIGHT = ["input", "linear", "flatten", "identity", "output"];

/** Puts Tanh in the place of Identity, or behind every Linear; null for a network that can bend. */
export function bendRemedy(examined: Examined): Remedy | null {
  const { nodes, edges } = examined.file.network;
  if (!nodes.every(({ layer }) => STRAIGHT.includes(layer.type))) return null;
  const idle = nodes.filter(({ layer }) => layer.type === "identity").map(({ id }) => id);
  if (idle.length > 0) return inPlace(examined, idle, "tanh");
  const isLinear = (id: string) => nodes.find((node) => node.id === id)?.layer.type === "linear";
  const behind = edges.filter(({ source }) => isLinear(source));
  const last = edges.find(
    ({ target }) => nodes.find(({ id }) => id === target)?.layer.type === "output",
  );
  if (behind.length === 0 && !last) return null;
  if (behind.length > 0) {
    const title =
      behind.length === 1 ? "Put a Tanh behind the Linear" : "Put a Tanh behind each Linear";
    return { title, change: (drawn) => behind.reduce(withTanh, drawn) };
  }
  return {
    title: "Put in a Linear with 8 units and a Tanh",
    change: (drawn) => {
      if (!last) return drawn;
      const id = newId(drawn, "linear");
      const layer = { type: "linear", out_features: 8 };
      return withTanh(insertOnEdge(drawn, last, id, layer), { ...last, source: id });
    },
  };
}

function withTanh(file: ProjectFile, edge: ProjectFile["network"]["edges"][number]): ProjectFile {
  return insertOnEdge(file, edge, newId(file, "tanh"), { type: "tanh" });
}
