/**
 * What a card shows at a zoom: its texts never get smaller on the screen than the least size, so what has no room is
 * left out. Pure; sizes are in canvas pixels unless they say otherwise.
 */

/** The least size of text on cards and wires, in pixels of the screen. */
export const LEAST_TEXT = 12;
/** The same while a person presents, so that the last row can read it. */
export const PRESENTED_TEXT = 18;

/** What is left out, in this order, where there is no room. The picture is never left out. */
export const LEFT_OUT = ["gradient", "params", "shape", "activation", "name"] as const;

export type CardPart = (typeof LEFT_OUT)[number];

/** The size of a card and of its contents. Widths of texts are in em, so that they hold for every size of letters. */
export interface CardBody {
  readonly width: number;
  readonly height: number;
  readonly picture: { readonly width: number; readonly height: number };
  /** The width of each word of the name. */
  readonly name: readonly number[];
  /** The number of icons beside the name. */
  readonly marks: number;
  /** How many of them stay when only picture and name are shown: those that say how the weights are. */
  readonly farMarks: number;
  readonly shape: number;
  /** The width of each name of a layer that is folded into the card. */
  readonly activation: readonly number[];
  /** The width of the number of parameters; null if there are none, and then there is no gradient either. */
  readonly params: number | null;
}

/** What a card shows, and at which size. */
export interface Detail {
  /** The parts that are left out, from the beginning of `LEFT_OUT`. */
  readonly leftOut: number;
  /** The number of lines of the name. */
  readonly lines: 1 | 2;
  /** Whether only picture and name are shown: the name may then be a little wider than the card. */
  readonly isFar: boolean;
  /** The size of the picture: 1 as it is laid out, more where there is room for it. */
  readonly scale: number;
}

export interface Letters {
  readonly text: number;
  readonly title: number;
}

/** The sizes of letters at a zoom of 1. */
const USUAL: Letters = { text: 12, title: 13 };
/** Steps of zoom at which sizes change, for each doubling. Between two steps text grows with the zoom. */
const STEPS = 8;

/** The space around a card's contents. `NodeCard.module.css` has the same numbers. */
export const SPACE = { edges: 4, sides: 20, aroundName: 2, aroundPicture: 8, aroundRow: 3 };
export const NAME_LINE = 1.3;
export const ROW_LINE = 1.35;
/** How far the name may stand over each side of a card, when only picture and name are shown. */
export const APRON = 24;
export const CHIP_SIDES = 12;
export const CHIP_GAP = 5;
/** The least width of a gradient bar with its sign, and the gap beside it. */
export const GRADIENT_BAR = 37;
/** A word of fewer em than this cannot be read when it is cut. */
const FEWEST_EM = 2.4;
/** A picture that had to be smaller than this share of its size takes the place of the name. */
const SMALLEST_PICTURE = 0.5;

/** The step of a zoom: what a card shows changes only from step to step. */
export function zoomStep(zoom: number): number {
  return Math.floor(Math.log2(Math.max(zoom, 1e-3)) * STEPS + 1e-6);
}

/** The least zoom of a step. */
export function zoomOf(step: number): number {
  return 2 ** (step / STEPS);
}

/** The sizes of letters with which no text is smaller than `least` pixels on the screen. */
export function lettersAt(zoom: number, least: number = LEAST_TEXT): Letters {
  return { text: Math.max(USUAL.text, least / zoom), title: Math.max(USUAL.title, least / zoom) };
}

/** What a card shows at a zoom. Takes the first of all ways to leave something out that has room. */
export function detailOf(zoom: number, body: CardBody, least: number = LEAST_TEXT): Detail {
  const letters = lettersAt(zoom, least);
  const isWhole = nameLines(body, letters.title, true) !== null;
  for (let leftOut = 0; leftOut < LEFT_OUT.length; leftOut += 1) {
    const found = withRoom(body, letters, leftOut, isWhole, zoom);
    if (found) return found;
  }
  return { leftOut: LEFT_OUT.length, lines: 1, isFar: true, scale: pictureScale(body, 0, zoom) };
}

export function shows({ leftOut }: Detail, part: CardPart): boolean {
  return LEFT_OUT.indexOf(part) >= leftOut;
}

/** How often a card would have to be broken to show these widths in a row of `room`; null if one is too wide. */
export function rowsOf(widths: readonly number[], gap: number, room: number): number | null {
  if (widths.some((width) => width > room)) return null;
  let rows = 0;
  let left = -Infinity;
  for (const width of widths) {
    if (width + gap > left) {
      rows += 1;
      left = room - width;
    } else left -= width + gap;
  }
  return rows;
}

/** The widths in the line of a card: its shape, then the layers that are folded into it. */
export function lineWidths(
  { shape, activation }: Pick<CardBody, "shape" | "activation">,
  text: number,
  leftOut = 0,
): number[] {
  const has = (part: CardPart) => LEFT_OUT.indexOf(part) >= leftOut;
  return [
    ...(has("shape") && shape > 0 ? [shape * text] : []),
    ...(has("activation") ? activation.map((width) => width * text + CHIP_SIDES) : []),
  ];
}

function withRoom(
  body: CardBody,
  letters: Letters,
  leftOut: number,
  isWhole: boolean,
  zoom: number,
): Detail | null {
  const isFar = leftOut === LEFT_OUT.length - 1;
  const lines = isWhole ? nameLines(body, letters.title, isFar) : cutLine(body, letters.title);
  const rows = rowsOf(lineWidths(body, letters.text, leftOut), CHIP_GAP, body.width - SPACE.sides);
  if (lines === null || rows === null || !hasRoomForFoot(body, letters, leftOut)) return null;
  const feet = body.params !== null && leftOut < 2 ? 1 : 0;
  const row = ROW_LINE * letters.text + SPACE.aroundRow;
  const taken = lines * NAME_LINE * letters.title + SPACE.aroundName + (rows + feet) * row;
  const scale = pictureScale(body, taken, zoom);
  const isEnough = scale >= (isFar ? SMALLEST_PICTURE : 1);
  return isEnough ? { leftOut, lines, isFar, scale: isFar ? scale : 1 } : null;
}

function hasRoomForFoot({ params, width }: CardBody, { text }: Letters, leftOut: number): boolean {
  if (params === null || leftOut >= 2) return true;
  return (leftOut === 0 ? GRADIENT_BAR : 0) + params * text <= width - SPACE.sides;
}

/** In how many lines the whole name has room; null if it has none. */
function nameLines(body: CardBody, title: number, isFar: boolean): 1 | 2 | null {
  const { name, width } = body;
  const icons = (isFar ? body.farMarks : body.marks) * (title + 6);
  const room = width - SPACE.sides - icons + (isFar ? SPACE.sides + 2 * APRON : 0);
  const words = name.map((word) => word * title);
  const lines = rowsOf(words, 0.3 * title, room);
  return lines === 1 || lines === 2 ? lines : null;
}

/** One line for a name that is cut, unless so little of it has room that it cannot be read. */
function cutLine({ width }: CardBody, title: number): 1 | null {
  return width >= FEWEST_EM * title ? 1 : null;
}

/** The size of the picture in the room that is left; not larger on the screen than it is laid out. */
function pictureScale({ width, height, picture }: CardBody, taken: number, zoom: number): number {
  const high = (height - SPACE.edges - SPACE.aroundPicture - taken) / picture.height;
  const wide = (width - SPACE.aroundPicture) / picture.width;
  const scale = Math.min(high, wide, Math.max(1, 1 / zoom));
  return Math.floor(scale * 20 + 1e-6) / 20;
}
