/** Facts of a reading that have more parts than a word or a number. Pure. */
import type { Reading } from "../api/reading";

/** A level that a drawing shows as a line of its own. */
export interface Reference {
  readonly value: number;
  readonly label: string;
}

/** The levels among the facts; empty where there are none. */
export function referencesOf(reading: Reading): readonly Reference[] {
  const found = reading.facts["references"];
  return Array.isArray(found) ? found.filter(isReference) : [];
}

function isReference(value: unknown): value is Reference {
  if (typeof value !== "object" || value === null) return false;
  const { value: level, label } = value as Partial<Reference>;
  return typeof level === "number" && typeof label === "string";
}

/** A word among the facts. */
export function wordOf(reading: Reading, fact: string): string | undefined {
  const value = reading.facts[fact];
  return typeof value === "string" ? value : undefined;
}

/** Whether a fact is plainly true. */
export function isFact(reading: Reading, fact: string): boolean {
  return reading.facts[fact] === true;
}

/** A pair of numbers among the facts: corners, ranges. One number stands for both. */
export function pairOf(reading: Reading, fact: string): readonly [number, number] | undefined {
  const value = reading.facts[fact];
  if (typeof value === "number") return [value, value];
  if (!Array.isArray(value)) return undefined;
  const [first, second] = value as unknown[];
  return typeof first === "number" && typeof second === "number" ? [first, second] : undefined;
}
