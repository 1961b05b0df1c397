/**
 * The state of the editor outside the drawing and the run: the opened node, the hovered part, the drag, the refused
 * wire.
 */
import { create } from "zustand";

import type { Edge, Fix } from "../../api/types";
import type { Part } from "../cards/picture";
import { LEAST_TEXT } from "./detail";
import type { Guide } from "./guides";

/** The place where a dragged layer would be added. */
export type DropPlace =
  | { readonly kind: "canvas"; readonly x: number; readonly y: number }
  | {
      readonly kind: "wire";
      readonly id: string;
      readonly edge: Edge;
      /** Where on the canvas; undefined if the layer was not dropped at a point. */
      readonly at?: { readonly x: number; readonly y: number };
    }
  | {
      readonly kind: "card";
      readonly id: string;
      readonly last: string;
      /** The node in the card whose place the layer takes; undefined if the layer goes behind the card. */
      readonly swaps?: string | undefined;
    };

/** The part of a picture under the pointer. */
export interface HoveredPart extends Part {
  /** The kind of the picture. */
  readonly kind: string;
  /** The rectangle of the part on the screen. */
  readonly box: DOMRect;
}

/** The weight whose wire is under the pointer. */
export interface HoveredWeight {
  readonly node: string;
  readonly row: number;
  readonly column: number;
  /** The position of the pointer on the screen. */
  readonly x: number;
  readonly y: number;
}

/** A wire that does not fit: the shape that came, the reason, and the fixes. */
export interface Refusal {
  readonly edge: Edge;
  readonly sentence: string;
  /** The shape that came, as text. */
  readonly sourceShape: string;
  /** The title of the target's layer. */
  readonly target: string;
  readonly fixes: readonly Fix[];
  /** Whether the wire can be drawn anyway and fixed later. */
  readonly possible: boolean;
  /** The position on the screen. */
  readonly x: number;
  readonly y: number;
}

/** A wire that is being drawn without dragging: from one end, towards the card that is aimed at. */
export interface Wiring {
  readonly card: string;
  /** The input where the wire begins; null if it begins at the card's output. */
  readonly input: number | null;
  /** The card that is aimed at; null before the first choice. */
  readonly aim: string | null;
}

/** A place on the screen where a menu is open, and what it is about. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
  readonly about:
    | { readonly kind: "card"; readonly id: string }
    | { readonly kind: "wire"; readonly id: string }
    | { readonly kind: "canvas" }
    /** The list of layers for a wire that ends on nothing; with null, for no wire. */
    | { readonly kind: "offer"; readonly from: Pick<Wiring, "card" | "input"> | null };
}

interface EditorState {
  /** The id of the node in the inspector; null while it is closed. */
  readonly inspected: string | null;
  readonly drop: DropPlace | null;
  readonly part: HoveredPart | null;
  readonly weight: HoveredWeight | null;
  readonly refusal: Refusal | null;
  readonly wiring: Wiring | null;
  readonly menu: MenuPlace | null;
  /** The lines along which the dragged card stands in line with others. */
  readonly guides: readonly Guide[];
  /** What screen readers are told next. */
  readonly said: string;
  /** The card that Tab comes to; null for the first one. */
  readonly tabStop: string | null;
  /** The least size of text on cards and wires, in pixels of the screen. */
  readonly leastText: number;
}

export const useEditor = create<EditorState>(() => ({
  inspected: null,
  drop: null,
  part: null,
  weight: null,
  refusal: null,
  wiring: null,
  menu: null,
  guides: [],
  said: "",
  tabStop: null,
  leastText: LEAST_TEXT,
}));

/** Opens a node in the inspector; null closes the inspector. */
export function inspect(id: string | null): void {
  useEditor.setState({ inspected: id });
}

/** Tells screen readers what happened. */
export function announce(said: string): void {
  useEditor.setState({ said });
}
