/** The names of layers for panels that do not show their cards. */
import type { Reading } from "../../api/reading";
import type { ProjectFile } from "../../api/types";
import { inOrder } from "../../project/order";
import { entry } from "../../store/catalogue";

/**
 * By node id, in the order of the drawing: the node's own name or its layer's title. Equal names are numbered in that
 * order.
 */
export function layerNames(project: ProjectFile | null): ReadonlyMap<string, string> {
  const nodes = project ? inOrder(project.network) : [];
  const titles = nodes.map(
    ({ name, layer }) => name ?? entry("layers", layer.type)?.title ?? layer.type,
  );
  return new Map(
    nodes.map(({ id }, at) => {
      const title = titles[at] ?? id;
      const alike = titles.filter((other) => other === title).length;
      const before = titles.slice(0, at).filter((other) => other === title).length;
      return [id, alike > 1 ? `${title} ${before + 1}` : title];
    }),
  );
}

/** The reading with layer names instead of node ids, if all its names are node ids. Pure. */
export function namedReading(reading: Reading, names: ReadonlyMap<string, string>): Reading {
  if (reading.kind !== "bars" && reading.kind !== "lines") return reading;
  const ids = reading.facts.names;
  if (ids.length === 0 || !ids.every((id) => names.has(id))) return reading;
  const called = ids.map((id) => names.get(id) ?? id);
  return reading.kind === "bars"
    ? { ...reading, facts: { ...reading.facts, names: called } }
    : { ...reading, facts: { ...reading.facts, names: called } };
}
