/** What the editor remembers that is neither the drawing nor a run: what is open, hovered, dragged or refused. */
import { create } from "zustand";

import type { Edge, Fix } from "../../api/types";
import type { Part } from "../cards/picture";

/** Where a dragged layer would go. */
export type DropPlace =
  | { readonly kind: "canvas"; readonly x: number; readonly y: number }
  | { readonly kind: "wire"; readonly id: string; readonly edge: Edge }
  | { readonly kind: "card"; readonly id: string; readonly last: string };

/** A part of a picture under the pointer. */
export interface HoveredPart extends Part {
  /** The kind of the picture. */
  readonly kind: string;
  /** The part on the screen. */
  readonly box: DOMRect;
}

/** A weight whose wire is under the pointer. */
export interface HoveredWeight {
  readonly node: string;
  readonly row: number;
  readonly column: number;
  /** Of the pointer, on the screen. */
  readonly x: number;
  readonly y: number;
}

/** A wire that would not fit: what came, what would fit, and what would make it fit. */
export interface Refusal {
  readonly edge: Edge;
  readonly sentence: string;
  /** What came, in words. */
  readonly sourceShape: string;
  /** What the target's layer is called. */
  readonly target: string;
  readonly fixes: readonly Fix[];
  /** Whether the wire could be drawn all the same, to be mended later. */
  readonly possible: boolean;
  /** On the screen. */
  readonly x: number;
  readonly y: number;
}

interface EditorState {
  /** The node in the inspector. */
  readonly inspected: string | null;
  readonly drop: DropPlace | null;
  readonly part: HoveredPart | null;
  readonly weight: HoveredWeight | null;
  readonly refusal: Refusal | null;
}

export const useEditor = create<EditorState>(() => ({
  inspected: null,
  drop: null,
  part: null,
  weight: null,
  refusal: null,
}));

/** Opens a node in the inspector, or closes it. */
export function inspect(id: string | null): void {
  useEditor.setState({ inspected: id });
}
