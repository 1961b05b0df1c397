/** A training step as a list of moments, each with its numbers and the part of the drawing that it happens in. Pure. */
import { ofKind, type FactsOf, type Reading } from "../api/reading";

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

type StepTable = NonNullable<FactsOf<"table">["step"]>;
type StepPart = StepTable | NonNullable<FactsOf<"vector">["step"]>;

/** What the moment of a phase says. */
export type StepSaid<P extends StepTable["phase"]> = Extract<StepTable, { phase: P }>;

/** The weight that is followed, and what the step makes of it. */
export type Followed = NonNullable<StepSaid<"optimizer">["weight"]>;

export interface Moment {
  readonly phase: Phase;
  /** Which part of the step it is in; a step of two networks has two. */
  readonly part: number;
  /** The node in which it happens, where it is one. */
  readonly node: string | null;
  readonly readings: readonly Reading[];
  /** The nodes that are highlighted. */
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

/** Which part of a step a reading shows; nothing where it is of no step. */
export function stepOf({ facts }: Reading): StepPart | undefined {
  return ("step" in facts && facts.step) || undefined;
}

/** The moments of one part of a step, from the readings of `next_step`. */
export function momentsOf(readings: readonly Reading[], part: number): Moment[] {
  const of = (phase: StepPart["phase"]) => readings.filter((one) => stepOf(one)?.phase === phase);
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

/** How many parts the step has, as its batch says. */
export function numParts(readings: readonly Reading[]): number {
  const [first] = readings;
  const step = first && stepOf(first);
  return step?.phase === "batch" ? Math.max(1, step.parts.length) : 1;
}

/** `conv1` of `conv1.weight`. */
export function nodeOfParam(path: string): string {
  return path.split(".")[0] ?? path;
}

/** The table of a moment, which has a row for each param where the moment is the optimizer's. */
export function tableOf({ phase, readings }: Moment): FactsOf<"table"> | undefined {
  return readings
    .map((reading) => ofKind(reading, "table")?.facts)
    .find((facts) => facts?.step?.phase === phase);
}

/** What a moment says in words and numbers. */
export function saidIn<P extends StepTable["phase"]>(
  moment: Moment,
  phase: P,
): StepSaid<P> | undefined {
  const step = tableOf(moment)?.step;
  return step?.phase === phase ? (step as StepSaid<P>) : undefined;
}

/** The followed weight of a part of a step; null where nothing learns. */
export function followedIn({ moments }: Walk, part: number): Followed | null {
  const moment = moments.find((one) => one.phase === "optimizer" && one.part === part);
  return (moment && saidIn(moment, "optimizer")?.weight) ?? null;
}

function byPath(readings: readonly Reading[]): { node: string; readings: Reading[] }[] {
  const groups = new Map<string, Reading[]>();
  for (const reading of readings) {
    groups.set(reading.path, [...(groups.get(reading.path) ?? []), reading]);
  }
  return [...groups].map(([node, own]) => ({ node, readings: own }));
}
