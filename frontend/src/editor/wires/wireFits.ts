/** Checks whether a wire would fit: first from the drawing alone, then with the server's check. */
import type { Edge, Fix, Problem, ProjectFile, Report } from "../../api/types";
import { closesRing, connect, nodeOf } from "../../project/graph";
import type { EntryOf } from "../scene/scene";
import { nodeTitle } from "../scene/words";

/** The reason why a wire does not fit, and its fixes. */
export interface Misfit {
  readonly sentence: string;
  readonly fixes: readonly Fix[];
  /** Whether the wire can be drawn anyway and fixed later. */
  readonly possible: boolean;
}

/**
 * Misfits that the drawing alone shows: wires from a node to itself, cycles, wires into an input or out of the output.
 * Null if there are none.
 */
export function plainMisfit(file: ProjectFile, edge: Edge, entryOf: EntryOf): Misfit | null {
  const source = nodeOf(file, edge.source);
  const target = nodeOf(file, edge.target);
  if (!source || !target) return refuse("One end of this wire is gone; draw it anew.");
  const [from, to] = [source, target].map((node) => nodeTitle(node, entryOf(node.layer.type)));
  if (source.id === target.id)
    return refuse(`${from} cannot feed itself; end the wire at another layer.`);
  if (target.layer.type === "input")
    return refuse("Input takes its numbers from the data; end the wire elsewhere.");
  if (source.layer.type === "output")
    return refuse("Output ends the network; start the wire at another layer.");
  if (closesRing(file, source.id, target.id)) {
    return refuse(
      `This wire would close a ring: ${to} already leads to ${from}. Numbers flow one way; start further left.`,
    );
  }
  return null;
}

function refuse(sentence: string): Misfit {
  return { sentence, fixes: [], possible: false };
}

/** The first error about the wire that the check finds only in the drawing with the wire; null if there is none. */
export function misfitIn(before: Report | null, after: Report, edge: Edge): Misfit | null {
  const known = new Set(before?.problems.map(({ sentence }) => sentence));
  const against = after.problems.find(
    (problem) =>
      problem.severity !== "warning" && isAboutWire(problem, edge) && !known.has(problem.sentence),
  );
  if (!against) return null;
  return { sentence: against.sentence, fixes: against.fixes ?? [], possible: true };
}

function isAboutWire({ edge: blamed }: Problem, edge: Edge): boolean {
  return (
    blamed?.source === edge.source &&
    blamed.target === edge.target &&
    (blamed.handle ?? 0) === (edge.handle ?? 0)
  );
}

/** The drawing with the wire added. */
export function withWire(file: ProjectFile, edge: Edge): ProjectFile {
  return connect(file, edge);
}
