/** What a view is: one file `<kind>.view.tsx` each, found by itself; it draws one kind of reading, whoever measured it. */
import type { ComponentType } from "react";

import type { Kind, ReadingOf, Tensor } from "../api/reading";

export interface ViewProps<K extends Kind = Kind> {
  readonly reading: ReadingOf<K>;
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
  /** Samples that a curve is laid over: their inputs and targets. */
  readonly samples?: { readonly x: Tensor; readonly y: Tensor };
  /** The step at which it was measured. */
  readonly step?: number;
}

export interface View<K extends Kind = Kind> {
  readonly title: string;
  /** The kind of reading it draws. */
  readonly draws: K;
  readonly Draw: ComponentType<ViewProps<K>>;
}

/** The default export of every `*.view.tsx`: its `Draw` gets the facts and tensors of the kind that it draws. */
export function defineView<K extends Kind>(view: View<K>): View<K> {
  return view;
}
