/** What a picture on a card is: one file `<kind>.card.ts` each, found by itself. */
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
 * How well a picture suits a card. Of all that suit it, the one whose fit stands last here is shown.
 *
 * `anything`: where nothing better is known. `samples`: any layer with such samples. `layer`: made for this type of
 * layer. `place`: made for this place between two networks.
 */
export const FITS = ["no", "anything", "samples", "layer", "place"] as const;

export type Fit = (typeof FITS)[number];

/** The picture of one card: its kind, how large it is and where its parts lie. */
export interface CardPicture extends Layout {
  readonly kind: string;
}

/** The card's first node, and the last, whose numbers are shown. */
export interface OfNodes {
  readonly card: string;
  readonly last: string;
}

/** A place in a picture: which of its tiles, and where in it, 0 to 1 from its left and its top. */
export interface Part extends OfNodes {
  /** Of the tiles beside the main ones. */
  readonly isBeside: boolean;
  readonly index: number;
  readonly across: number;
  readonly down: number;
}

/** The newest frame of each probe of a picture, in their order; undefined where nothing was measured. */
export type Frames = readonly (Frame | undefined)[];

/** What a card remembers between two drawings, so that its colours do not flicker. */
export interface Memory {
  max: number;
  isSigned: boolean;
}

/** All that is drawn. */
export interface CardScene extends OfNodes {
  readonly picture: CardPicture;
  readonly isInput: boolean;
  readonly frames: Frames;
  readonly mode: ColourMode;
  readonly memory: Memory;
}

/** What the words about a part depend on. */
export interface Known {
  readonly frames: Frames;
  readonly picture: CardPicture;
  readonly sample: ShownSample;
  readonly data: DataInfo | null;
}

/** What is said of the part under the pointer. */
export interface PartWords {
  readonly name: string;
  /** Where in the part the pointer is. */
  readonly place?: string;
  /** The question whose answer is the number there, and what the number is called. */
  readonly exact?: { readonly label: string; readonly probe: ProbeJson };
  /** The number as the picture has it, where it is not asked for. */
  readonly number?: string;
  /** Whether it is of the card's first layer; else it is of the last. */
  readonly isOfFirst?: boolean;
}

/** What a number is found by on a picture, and a picture's place of a number. */
export interface PickContext extends OfNodes {
  readonly frames: Frames;
  readonly sample: ShownSample;
  readonly vocab: readonly string[];
  /** The node that is wired into the card; null where none is. */
  readonly source: string | null;
  /** The newest frame of another probe that somebody looks at. */
  readonly newest: (probe: ProbeJson) => Frame | undefined;
}

/** From a place on a picture to the number there, and back. Shapes are those of what the card's last layer gives. */
export interface Pick {
  /** The index of the number under the pointer; null where the picture tells of none. */
  readonly cellAt: (
    part: Part,
    shape: readonly number[],
    context: PickContext,
  ) => readonly number[] | null;
  /** Where a block lies, one span an axis: a rectangle in every tile that shows some of it. */
  readonly rectsOf: (
    picture: CardPicture,
    box: readonly Span[],
    shape: readonly number[],
    context: PickContext,
  ) => readonly Rect[];
}

export interface PictureKind {
  readonly kind: string;
  /** A card that has this picture; the tests ask every kind about its own. */
  readonly example: Subject;
  readonly fits: (subject: Subject) => Fit;
  readonly layout: (subject: Subject) => Layout;
  /** What a screen reader says of the picture, behind the layer's title. */
  readonly label: (picture: CardPicture) => string;
  /** What is measured for it, the main one first. */
  readonly probes: (sample: ShownSample, card: string) => readonly ProbeJson[];
  /** The same, measured more finely while a part is enlarged. */
  readonly fineProbes?: readonly ProbeJson[];
  /** Draws all of it on a cleared context whose unit is the CSS pixel; called at most once a frame. */
  readonly paint: (context: CanvasRenderingContext2D, scene: CardScene) => void;
  /** One part as numbers in rows and columns; without it, what is under the pointer is told in words alone. */
  readonly piece?: (frames: Frames, part: Omit<Part, "across" | "down">) => Piece | null;
  readonly describe: (part: Part, known: Known) => PartWords;
  /** Left out where no number of the layer's output can be found on it. */
  readonly pick?: Pick;
}

/** The default export of every `*.card.ts`. */
export function definePicture(kind: PictureKind): PictureKind {
  return kind;
}
