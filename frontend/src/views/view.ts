/** A view draws one kind of reading, from any probe. Each is one file `<kind>.view.tsx`, found by its name. */
import type { ComponentType } from "react";

import type { Kind, ReadingOf, Tensor } from "../api/reading";

export interface ViewProps<K extends Kind = Kind> {
  readonly reading: ReadingOf<K>;
  /** The name for screen readers. */
  readonly label: string;
  /** Draw whole classes rather than shades, if the kind has both. */
  readonly discrete?: boolean;
  /** Draw less detail, for a place with little room. */
  readonly compact?: boolean;
  /** The height in CSS pixels, for kinds that have no natural shape. */
  readonly height?: number;
  /** Called with a text about what is under the pointer; null when the pointer leaves. */
  readonly onHover?: (words: string | null) => void;
  /** Called when a sample is picked. */
  readonly onPick?: (sample: number) => void;
  /** Called with the coordinates in the drawn plane while the pointer is held down there. */
  readonly onPlace?: (x: number, y: number) => void;
  /** Samples to draw under a curve: their inputs and targets. */
  readonly samples?: { readonly x: Tensor; readonly y: Tensor };
  /** The step at which the reading was measured. */
  readonly step?: number;
}

export interface View<K extends Kind = Kind> {
  readonly title: string;
  /** The kind of reading that the view draws. */
  readonly draws: K;
  readonly Draw: ComponentType<ViewProps<K>>;
}

/** Every `*.view.tsx` exports the result by default. `Draw` gets the facts and tensors of its kind. */
export function defineView<K extends Kind>(view: View<K>): View<K> {
  return view;
}
