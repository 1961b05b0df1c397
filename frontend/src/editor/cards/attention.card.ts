/**
 * Attention weights, one picture for each head. A row is a step that attends (query), a column is a step that is
 * attended to (key).
 */
import { valuesOf, type Frame } from "../../api/reading";
import { sampleFields } from "../../store/preferences";
import { countWords, grid, whole } from "./layouts";
import { readingOf, stepName } from "./measured";
import { paintPieces, toOneBound } from "./painting";
import { definePicture, type PickContext } from "./picture";
import { cellIn, cellOf, numberIn, slice, type Piece } from "./pieces";
import { cut } from "./places";
import { isSequence, ORDINARY } from "./subject";

/** Layers with self-attention, and the field with their number of heads. */
const HEADS: ReadonlyMap<string, string> = new Map([
  ["multihead_attention", "num_heads"],
  ["transformer_encoder_layer", "nhead"],
]);
const MOST_HEADS = 12;

export default definePicture({
  kind: "attention",
  example: {
    ...ORDINARY,
    type: "multihead_attention",
    fields: { num_heads: 4 },
    shape: [11, 32],
  },
  fits: (subject) => (HEADS.has(subject.type) && isSequence(subject) ? "layer" : "no"),
  layout: ({ type, fields }) => {
    const heads = Number(fields[HEADS.get(type) ?? ""] ?? 1);
    const shown = Math.min(MOST_HEADS, Math.max(1, heads));
    if (shown === 1) return whole(64, 64, heads);
    const columns = shown === 3 ? 3 : shown <= 4 ? 2 : shown <= 9 ? 3 : 4;
    return grid(heads, shown, columns, shown <= 4 && columns < 3 ? 46 : 38, 4);
  },
  label: (picture) => {
    const isAll = picture.tiles.length >= picture.total;
    return `where ${isAll ? "each of " : ""}${countWords(picture)} heads look`;
  },
  probes: (sample, node) => [{ type: "attention", node, ...sampleFields(sample) }],
  paint: (context, scene) => {
    const { picture, card, frames } = scene;
    const pieces = picture.tiles.map((_, index) => pieceOf(frames[0], card, index));
    paintPieces(context, scene, toOneBound(pieces, scene));
  },
  piece: ([frame], { card, index }) => pieceOf(frame, card, index),
  describe: (part, { frames: [frame] }) => {
    const name = `head ${part.index + 1}`;
    const piece = pieceOf(frame, part.card, part.index);
    if (!piece) return { name };
    const { row, column } = cellIn(piece, part);
    const [from, to] = [row, column].map((step) => stepName(frame, part.card, step));
    return {
      name,
      place: `from ${from} to ${to}; a click works out step ${row + 1}`,
      number: shareText(numberIn(piece, part)),
    };
  },
  pick: {
    // Picks the step of the row, and the first feature of the layer's output there.
    cellAt: ({ down }, shape, context) => {
      const rows = numSteps(context);
      return shape.length === 2 && rows > 0 ? [cellOf(down, rows), 0] : null;
    },
    rectsOf: ({ tiles }, [steps], _, context) =>
      steps ? tiles.flatMap((tile) => cut(tile, [0, 0], 1, steps, numSteps(context))) : [],
  },
});

function pieceOf(frame: Frame | undefined, node: string, index: number): Piece | null {
  const tensor = valuesOf(readingOf(frame, node));
  return tensor ? slice(tensor, index, () => ({ scale: "sequential", low: 0, high: 1 })) : null;
}

function numSteps({ frames, card }: PickContext): number {
  return pieceOf(frames[0], card, 0)?.rows ?? 0;
}

function shareText(share: number): string {
  return Number.isFinite(share) ? `looks there with ${(100 * share).toFixed(1)} %` : "";
}
