/** The role of each column of an uploaded table, according to the data entry. Pure. */
import type { Column } from "../../api/files";
import type { EntryJson } from "../../api/types";

export type Role = "target" | "seen" | "ignored" | "unused";

/** Columns of free text and empty columns are always unused. */
export function roleOf(column: Column, entry: EntryJson): Role {
  if (isUnused(column)) return "unused";
  if (column.name === entry["target"]) return "target";
  return ignoredOf(entry).includes(column.name) ? "ignored" : "seen";
}

/** Whether the entry leaves this column out. */
export function isIgnored(entry: EntryJson, column: string): boolean {
  return ignoredOf(entry).includes(column);
}

/**
 * What was chosen for a file that was read again: `before` was chosen for the columns `old`. Each choice stays whose
 * column is still there; the rest is what the server suggests now.
 */
export function carried(
  before: EntryJson | null,
  old: readonly Column[],
  suggestion: EntryJson,
  now: readonly Column[],
): EntryJson {
  if (before?.type !== suggestion.type) return suggestion;
  const known = new Set(old.map(({ name }) => name));
  const there = new Set(now.filter((one) => !isUnused(one)).map(({ name }) => name));
  const entry: Record<string, unknown> = { ...before, file: suggestion["file"] };
  for (const field of ["target", "column"])
    if (!there.has(String(entry[field]))) entry[field] = suggestion[field];
  const fresh = ignoredOf(suggestion).filter((name) => !known.has(name));
  const kept = ignoredOf(before).filter((name) => there.has(name));
  const ignore = [...kept, ...fresh].filter((name) => name !== entry["target"]);
  const fields = Object.entries({ ...entry, ignore }).filter(
    ([name]) => name in suggestion || name in before,
  );
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as EntryJson;
}

/** The entry with another role for a column. If the column becomes the target, the old target becomes an input. */
export function withRole(entry: EntryJson, column: string, role: Role): EntryJson {
  const others = ignoredOf(entry).filter((name) => name !== column);
  if (role === "target") return { ...entry, target: column, ignore: others };
  return { ...entry, ignore: role === "ignored" ? [...others, column] : others };
}

/**
 * A short description of a column: its range, or its first values with their counts, and how many values are missing.
 */
export function contentOf({ kind, levels, counts, low, high, missing }: Column): string {
  const gap = missing > 0 ? `, ${missing.toLocaleString("en")} missing` : "";
  if (kind === "empty") return "nothing";
  if (kind === "text") return `text that differs in nearly every row${gap}`;
  if (kind === "number") return `${short(low)} to ${short(high)}${gap}`;
  const some = levels.slice(0, 3).map((level, at) => `${level} (${counts[at] ?? 0})`);
  const more = levels.length > 3 ? `, … ${levels.length} in all` : "";
  return `${some.join(", ")}${more}${gap}`;
}

function isUnused({ kind }: Column): boolean {
  return kind === "text" || kind === "empty";
}

function ignoredOf(entry: EntryJson): readonly string[] {
  const { ignore } = entry;
  return Array.isArray(ignore) ? ignore.filter((name) => typeof name === "string") : [];
}

function short(value: number | null): string {
  return value === null ? "?" : Number(value.toPrecision(4)).toString();
}
