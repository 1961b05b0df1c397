/** Finds the number at a place of a card's picture, and the places of a number in the picture. */
import type { Frame } from "../../api/reading";
import type { ProbeJson, ProjectFile, Report } from "../../api/types";
import type { Rect } from "../../components/tiles";
import type { Span } from "../../store/cell";
import type { ShownSample } from "../../store/preferences";
import { watchFrame } from "../../store/readings";
import { kindOf } from "../cards/kinds";
import type { CardPicture, OfNodes, PickContext } from "../cards/picture";
import type { HoveredPart } from "../scene/state";

/**
 * The index of the number under the pointer in a layer's output of this shape; null if the picture shows no such number
 * there.
 */
export function cellUnder(
  part: HoveredPart,
  shape: readonly number[],
  context: PickContext,
): readonly number[] | null {
  return kindOf(part).pick?.cellAt(part, shape, context) ?? null;
}

/**
 * The rectangles of a block of a layer's output on its picture: one rectangle in every tile that shows a part of it.
 */
export function rectsOf(
  picture: CardPicture,
  box: readonly Span[],
  shape: readonly number[],
  context: PickContext,
): readonly Rect[] {
  if (box.some(([low, high]) => low > high) || box.length !== shape.length) return [];
  return kindOf(picture).pick?.rectsOf(picture, box, shape, context) ?? [];
}

/** The data that a card's picture shows now, from the newest frames of its probes. */
export function pickContext(
  kind: string,
  { card, last }: OfNodes,
  { network }: ProjectFile,
  report: Report | null,
  sample: ShownSample,
): PickContext {
  const probes = kindOf({ kind }).probes(sample, card);
  return {
    card,
    last,
    sample,
    frames: probes.map(newest),
    vocab: report?.data?.vocab ?? [],
    source: network.edges.find(({ target }) => target === card)?.source ?? null,
    newest,
  };
}

function newest(probe: ProbeJson): Frame | undefined {
  let found: Frame | undefined;
  watchFrame(probe, ({ frame }) => (found = frame))();
  return found;
}
