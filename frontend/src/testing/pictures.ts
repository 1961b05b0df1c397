/** Shared code for tests of card pictures: a drawn card, and what was drawn on it. */
import type { Frame, Reading, Tensor } from "../api/reading";
import type { ColourMode } from "../components/colours";
import { kindOf, pictureOf } from "../editor/cards/kinds";
import type { CardScene, Known, Part } from "../editor/cards/picture";
import { ORDINARY, type Subject } from "../editor/cards/subject";
import { fakeContext } from "./canvas";
import { drawn } from "./drawing";

/** A frame with these readings. */
export function frameWith(...readings: readonly Reading[]): Frame {
  return { run: "r", probe: "p", step: 3, epoch: 1, readings };
}

/** A reading of kind `matrix` with these values. */
export function valuesAt(path: string, values: Tensor): Reading {
  return { kind: "matrix", path, facts: {}, tensors: { values } };
}

/** The scene of the card of node `n`, with the picture that fits the subject best. */
export function cardScene(
  subject: Partial<Subject>,
  frames: readonly (Frame | undefined)[],
  more: Partial<CardScene> = {},
): CardScene {
  const picture = pictureOf({ ...ORDINARY, ...subject });
  const memory = { max: 0, isSigned: false };
  const mode: ColourMode = "light";
  return {
    card: "n",
    last: "n",
    picture,
    isInput: false,
    frames,
    mode,
    memory,
    letters: 12,
    ...more,
  };
}

/** A canvas on which the picture of this card was drawn. */
export function painted(scene: CardScene): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  kindOf(scene.picture).paint(fakeContext(canvas), scene);
  return canvas;
}

/** The x, y, width and height of each image that was drawn. */
export function imagesOn(canvas: HTMLCanvasElement): unknown[][] {
  return drawn(canvas, "drawImage").map((call) => call.slice(5));
}

/** The texts that were drawn, in order. */
export function textsOn(canvas: HTMLCanvasElement): unknown[] {
  return drawn(canvas, "fillText").map(([text]) => text);
}

/** The words about a place in the picture. */
export function wordsOf(scene: CardScene, part: Partial<Part>, more: Partial<Known> = {}) {
  const { picture, frames } = scene;
  const known: Known = { frames, picture, sample: { index: 4, of: "test" }, data: null, ...more };
  return kindOf(picture).describe({ ...MIDDLE, ...part }, known);
}

const MIDDLE: Part = { card: "n", last: "n", isBeside: false, index: 0, across: 0.5, down: 0.5 };
