/** The role of each column of an uploaded table, according to the data entry. Pure. */
import type { Column } from "../../api/files";
import type { EntryJson } from "../../api/types";

export type Role = "target" | "seen" | "ignored" | "unused";

/** Columns of free text and empty columns are always unused. */
export function roleOf(column: Column, entry: EntryJson): Role {
  if (column.kind === "text" || column.kind === "empty") return "unused";
  if (column.name === entry["target"]) return "target";
  return ignoredOf(entry).includes(column.name) ? "ignored" : "seen";
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

function ignoredOf(entry: EntryJson): readonly string[] {
  const { ignore } = entry;
  return Array.isArray(ignore) ? ignore.filter((name) => typeof name === "string") : [];
}

function short(value: number | null): string {
  return value === null ? "?" : Number(value.toPrecision(4)).toString();
}
