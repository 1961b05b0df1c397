/** From a place on a card's picture to the number there, and from a number to its places on the picture. */
import type { Frame } from "../../api/reading";
import type { ProbeJson, ProjectFile, Report } from "../../api/types";
import type { Rect } from "../../components/tiles";
import type { Span } from "../../store/cell";
import type { ShownSample } from "../../store/preferences";
import { watchFrame } from "../../store/readings";
import { kindOf } from "../cards/kinds";
import type { CardPicture, OfNodes, PickContext } from "../cards/picture";
import type { HoveredPart } from "../scene/state";

/** The place in a layer's output [shape] under the pointer; null where the picture tells of none. */
export function cellUnder(
  part: HoveredPart,
  shape: readonly number[],
  context: PickContext,
): readonly number[] | null {
  return kindOf(part).pick?.cellAt(part, shape, context) ?? null;
}

/** Where a block of a layer's output [shape] lies on its picture: a rectangle in every tile that shows some of it. */
export function rectsOf(
  picture: CardPicture,
  box: readonly Span[],
  shape: readonly number[],
  context: PickContext,
): readonly Rect[] {
  if (box.some(([low, high]) => low > high) || box.length !== shape.length) return [];
  return kindOf(picture).pick?.rectsOf(picture, box, shape, context) ?? [];
}

/** What a card's picture shows at this moment, from the newest frames of its probes. */
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
