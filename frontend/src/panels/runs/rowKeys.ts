/** What a key does in the table of runs. Pure. */
import type { KeyboardEvent } from "react";

export type RowKey =
  | "down"
  | "up"
  | "page down"
  | "page up"
  | "first"
  | "last"
  | "tick"
  | "all"
  | "open"
  | "rename"
  | "delete";

const KEYS: Readonly<Record<string, RowKey>> = {
  ArrowDown: "down",
  ArrowUp: "up",
  PageDown: "page down",
  PageUp: "page up",
  Home: "first",
  End: "last",
  " ": "tick",
  Enter: "open",
  F2: "rename",
  Delete: "delete",
};

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

/** Null for a key that means nothing here. */
export function rowKeyOf({ key, ctrlKey, metaKey, altKey }: Pressed): RowKey | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) return key.toLowerCase() === "a" ? "all" : null;
  return KEYS[key] ?? null;
}
