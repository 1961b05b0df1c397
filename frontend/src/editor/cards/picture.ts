/** The type of a card picture. Each kind is one file `<kind>.card.ts`, which is found automatically. */
import type { Frame } from "../../api/reading";
import type { DataInfo, ProbeJson } from "../../api/types";
import type { ColourMode } from "../../components/colours";
import type { Rect } from "../../components/tiles";
import type { Span } from "../../store/cell";
import type { ShownSample } from "../../store/preferences";
import type { Layout } from "./layouts";
import type { Piece } from "./pieces";
import type { Subject } from "./subject";

/**
 * How well a kind of picture suits a card. The best fit is drawn; the list is in ascending order.
 *
 * `anything`: used if no other kind fits. `samples`: for any layer with such samples. `layer`: for this type of layer.
 * `place`: for this place in a pair of networks (generator and discriminator).
 */
export const FITS = ["no", "anything", "samples", "layer", "place"] as const;

export type Fit = (typeof FITS)[number];

/** The picture of one card: its kind, its size and the places of its parts. */
export interface CardPicture extends Layout {
  readonly kind: string;
}

/** The ids of the card's first node, and of its last node, whose output is shown. */
export interface OfNodes {
  readonly card: string;
  readonly last: string;
}

/** A place in a picture: a tile, and the position in it, from 0 to 1 from the left and from the top. */
export interface Part extends OfNodes {
  /** Whether `index` counts the tiles in `beside`. */
  readonly isBeside: boolean;
  readonly index: number;
  readonly across: number;
  readonly down: number;
}

/** The newest frame of each probe of a picture, in the order of the probes; undefined if nothing is measured yet. */
export type Frames = readonly (Frame | undefined)[];

/** What a card remembers between two drawings, so that its colours do not flicker. */
export interface Memory {
  max: number;
  isSigned: boolean;
  /** The bound of each tile, where each has its own. */
  maxes?: readonly number[];
}

/** Everything that is needed to draw the picture of a card. */
export interface CardScene extends OfNodes {
  readonly picture: CardPicture;
  readonly isInput: boolean;
  readonly frames: Frames;
  readonly mode: ColourMode;
  readonly memory: Memory;
  /** The size of letters with which text can be read at the zoom of the canvas. Text without room is left out. */
  readonly letters: number;
}

/** Everything that is needed to describe a part of a picture. */
export interface Known {
  readonly frames: Frames;
  readonly picture: CardPicture;
  readonly sample: ShownSample;
  readonly data: DataInfo | null;
}

/** The words about the part under the pointer. */
export interface PartWords {
  readonly name: string;
  /** The position of the pointer in the part. */
  readonly place?: string;
  /** The probe for the exact number there, and the label of this number. */
  readonly exact?: { readonly label: string; readonly probe: ProbeJson };
  /** The number as the picture shows it, if there is no probe for it. */
  readonly number?: string;
  /** True if the part belongs to the card's first layer, otherwise it belongs to the last. */
  readonly isOfFirst?: boolean;
}

/** Everything that is needed to find a number in a picture, or the place of a number. */
export interface PickContext extends OfNodes {
  readonly frames: Frames;
  readonly sample: ShownSample;
  readonly vocab: readonly string[];
  /** The id of the node that is wired into the card; null if there is none. */
  readonly source: string | null;
  /** The newest frame of another probe, if someone watches it. */
  readonly newest: (probe: ProbeJson) => Frame | undefined;
}

/**
 * Finds the number at a place of a picture, and the places of numbers. Shapes are those of the output of the card's
 * last layer.
 */
export interface Pick {
  /** The index of the number under the pointer; null if the picture shows no such number there. */
  readonly cellAt: (
    part: Part,
    shape: readonly number[],
    context: PickContext,
  ) => readonly number[] | null;
  /**
   * The rectangles of a block of numbers, which is given as one span for each axis: one rectangle in every tile that
   * shows a part of it.
   */
  readonly rectsOf: (
    picture: CardPicture,
    box: readonly Span[],
    shape: readonly number[],
    context: PickContext,
  ) => readonly Rect[];
}

export interface PictureKind {
  readonly kind: string;
  /** A card with this picture. The tests use it. */
  readonly example: Subject;
  readonly fits: (subject: Subject) => Fit;
  readonly layout: (subject: Subject) => Layout;
  /** The description of the picture for screen readers; it follows the layer's title. */
  readonly label: (picture: CardPicture) => string;
  /** The probes of the picture, the main one first. */
  readonly probes: (sample: ShownSample, card: string) => readonly ProbeJson[];
  /** The same probes with more detail, measured while a part is enlarged. */
  readonly fineProbes?: readonly ProbeJson[];
  /** Whether `paint` writes text, so that it is called again when the size of letters changes. */
  readonly writes?: boolean;
  /** Draws the whole picture on an empty context whose unit is the CSS pixel. Called at most once a frame. */
  readonly paint: (context: CanvasRenderingContext2D, scene: CardScene) => void;
  /** One part as numbers in rows and columns. If left out, the part under the pointer is described in words only. */
  readonly piece?: (frames: Frames, part: Omit<Part, "across" | "down">) => Piece | null;
  readonly describe: (part: Part, known: Known) => PartWords;
  /** Left out if the picture does not show single numbers of the layer's output. */
  readonly pick?: Pick;
}

/** Declares a kind of picture: the default export of every `*.card.ts`. */
export function definePicture(kind: PictureKind): PictureKind {
  return kind;
}
