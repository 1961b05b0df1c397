/** A training step as a walk: one moment after the other, each with its numbers and the part of the drawing that acts. Pure. */
import type { Reading } from "../api/reading";

export type Phase = "batch" | "forward" | "loss" | "backward" | "clip" | "optimizer" | "after";

/** In the order of a step. */
export const PHASES: readonly Phase[] = [
  "batch",
  "forward",
  "loss",
  "backward",
  "clip",
  "optimizer",
  "after",
];

export interface Moment {
  readonly phase: Phase;
  /** Which part of the step it is in; a step of two networks has two. */
  readonly part: number;
  /** The node that acts, where one does. */
  readonly node: string | null;
  readonly readings: readonly Reading[];
  /** The nodes that light up. */
  readonly lit: readonly string[];
  /** Which way numbers go through the wires. */
  readonly flow: "forward" | "backward" | null;
}

export interface Walk {
  readonly run: string;
  /** How many steps were taken before this one. */
  readonly step: number;
  readonly moments: readonly Moment[];
}

/** The moments of one part of a step, from the readings of `next_step`. */
export function momentsOf(readings: readonly Reading[], part: number): Moment[] {
  const of = (phase: string) => readings.filter(({ facts }) => facts["phase"] === phase);
  const forward = byPath(of("forward"));
  const gradients = of("gradient");
  const learning = [...new Set(gradients.map(({ path }) => nodeOfParam(path)))];
  const nodes = forward.map(({ node }) => node);
  const still = (phase: Phase, lit: readonly string[]): Moment => ({
    phase,
    part,
    node: null,
    readings: of(phase),
    lit,
    flow: null,
  });
  return [
    still("batch", nodes.slice(0, 1)),
    ...forward.map(({ node, readings: own }): Moment => {
      return { phase: "forward", part, node, readings: own, lit: [node], flow: "forward" };
    }),
    still("loss", nodes.slice(-1)),
    ...byPath(of("backward")).map(({ node, readings: own }): Moment => {
      const its = gradients.filter(({ path }) => nodeOfParam(path) === node);
      const all = [...own, ...its];
      return { phase: "backward", part, node, readings: all, lit: [node], flow: "backward" };
    }),
    still("clip", learning),
    still("optimizer", learning),
    still("after", nodes.slice(-1)),
  ];
}

/** How many parts the step has, as its first reading says. */
export function numParts(readings: readonly Reading[]): number {
  const parts = readings[0]?.facts["parts"];
  return Array.isArray(parts) ? Math.max(1, parts.length) : 1;
}

/** `conv1` of `conv1.weight`. */
export function nodeOfParam(path: string): string {
  return path.split(".")[0] ?? path;
}

/** The table of a moment, with what it says in words and numbers. */
export function factsOf({ phase, readings }: Moment): Readonly<Record<string, unknown>> {
  return (
    readings.find(({ kind, facts }) => kind === "table" && facts["phase"] === phase)?.facts ?? {}
  );
}

/** The weight that is followed, and what the step makes of it. */
export interface Followed {
  readonly param: string;
  readonly index: readonly number[];
  readonly before: number;
  readonly after: number;
  readonly change: number;
  readonly gradient: number | null;
  readonly taken: number | null;
  readonly memory_before: Readonly<Record<string, number>>;
  readonly memory: Readonly<Record<string, number>>;
}

/** The followed weight of a part of a step; null where nothing learns. */
export function followedIn({ moments }: Walk, part: number): Followed | null {
  const moment = moments.find((one) => one.phase === "optimizer" && one.part === part);
  return ((moment && factsOf(moment)["weight"]) as Followed | null | undefined) ?? null;
}

function byPath(readings: readonly Reading[]): { node: string; readings: Reading[] }[] {
  const groups = new Map<string, Reading[]>();
  for (const reading of readings) {
    groups.set(reading.path, [...(groups.get(reading.path) ?? []), reading]);
  }
  return [...groups].map(([node, own]) => ({ node, readings: own }));
}
