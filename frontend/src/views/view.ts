/** What a view is: one file `<kind>.view.tsx` each, found by itself; it draws one kind of reading, whoever measured it. */
import type { ComponentType } from "react";

import type { Kind, Reading } from "../api/reading";

export interface ViewProps {
  readonly reading: Reading;
  /** What a screen reader says it is. */
  readonly label: string;
  /** Whole classes rather than shades, where the kind has both. */
  readonly discrete?: boolean;
  /** Less ink where there is little room. */
  readonly compact?: boolean;
  /** CSS pixels, for kinds without a shape of their own. */
  readonly height?: number;
  /** The words for what is under the pointer; null when it left. */
  readonly onHover?: (words: string | null) => void;
  /** A sample was picked. */
  readonly onPick?: (sample: number) => void;
  /** A place of the drawn plane was pointed at with the button down: its coordinates. */
  readonly onPlace?: (x: number, y: number) => void;
  /** The step at which it was measured. */
  readonly step?: number;
}

export interface View {
  readonly title: string;
  /** The kind of reading it draws. */
  readonly draws: Kind;
  readonly Draw: ComponentType<ViewProps>;
}

/** The default export of every `*.view.tsx`. */
export function defineView(view: View): View {
  return view;
}
