/** Reads a field's JSON Schema: its label, its bounds, what it accepts in words. Pure. */
import type { FieldHints, FieldSchema } from "./types";

/** What torch abbreviates, in full. */
const WORDS: Readonly<Record<string, string>> = {
  lr: "Learning rate",
  p: "Probability",
  eps: "ε (eps)",
  l1: "L1",
  l2: "L2",
  T_max: "Length in epochs (T_max)",
  T_0: "First length in epochs (T_0)",
  T_mult: "Each longer by (T_mult)",
  eta_min: "Lowest rate (eta_min)",
};

/** The name people read: what the entry calls it, else its torch name in words. */
export function labelOf(name: string, schema: FieldSchema): string {
  const words = name.replace(/^num_/, "").replaceAll("_", " ");
  return schema.ui?.label ?? WORDS[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a number field covers and accepts. */
export interface Bounds {
  /** The ends of the slider. */
  readonly min: number;
  readonly max: number;
  /** What may be typed. */
  readonly lowest: number;
  readonly highest: number;
  readonly log: boolean;
  readonly whole: boolean;
  readonly step?: number;
  /** Whether a slider makes sense for this field. */
  readonly slides: boolean;
}

/** Most whole numbers that a slider is offered for. */
const MOST_STEPS = 1000;

export function boundsOf(schema: FieldSchema, ui: FieldHints = schema.ui ?? {}): Bounds {
  const whole = schema.type === "integer";
  const lowest = schema.minimum ?? schema.exclusiveMinimum ?? -Number.MAX_VALUE;
  const highest = schema.maximum ?? schema.exclusiveMaximum ?? Number.MAX_VALUE;
  const log = ui.scale === "log";
  const min = ui.low ?? lowest;
  const max = ui.high ?? highest;
  const isHinted = ui.high !== undefined || ui.low !== undefined || log;
  const canSlide = Number.isFinite(max - min) && (!log || min > 0);
  const slides = canSlide && (isHinted || max - min <= MOST_STEPS);
  const smallest = schema.exclusiveMinimum === undefined ? lowest : nextAbove(lowest);
  return { min, max, lowest: smallest, highest, log, whole, slides, step: whole ? 1 : undefined };
}

/** The smallest number above an exclusive bound that people need. */
function nextAbove(bound: number): number {
  return bound === 0 ? 1e-16 : bound;
}

/** The schema without null, where null is allowed; undefined where it is not. */
export function withoutNull(schema: FieldSchema): FieldSchema | undefined {
  const { anyOf, ...others } = schema;
  const inner = anyOf?.filter(({ type }) => type !== "null");
  if (!anyOf || inner?.length !== 1 || inner.length === anyOf.length) return undefined;
  return { ...others, ...inner[0] };
}

/** The first value that fits, for a field that was switched on. */
export function firstValue(schema: FieldSchema): unknown {
  if (schema.default !== undefined && schema.default !== null) return schema.default;
  if (schema.type === "number" || schema.type === "integer") {
    const { min, max, lowest, highest } = boundsOf(schema);
    return Math.min(highest, max, Math.max(lowest, min, 1));
  }
  if (schema.type === "array") {
    return Array.from({ length: schema.minItems ?? 0 }, () => firstValue(schema.items ?? {}));
  }
  return schema.enum?.[0] ?? (schema.type === "boolean" ? true : "");
}

/** A choice as people read it. */
export function choiceName(schema: FieldSchema, value: unknown): string {
  return schema.ui?.choices?.[String(value)] ?? String(value);
}
