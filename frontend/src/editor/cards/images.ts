/** The shared part of the pictures of feature maps: rows and columns of one channel on each tile. */
import { valuesOf, type Frame, type Tensor } from "../../api/reading";
import { signed, type Shade } from "../../components/colourScale";
import { readingOf, unitValue } from "./measured";
import { ownShades, paintImages, ownBounds, type Context } from "./painting";
import type { CardScene, Known, Part, PartWords, Pick } from "./picture";
import { cellIn, cellOf, slice, type Piece } from "./pieces";
import { tilesIn, within } from "./places";
import { boundOf, hasNegative, unitOf } from "./tensors";

/**
 * Draws the feature maps of a card, each brightened to its own range. The scale is signed once a number was negative.
 */
export function paintMaps(context: Context, scene: CardScene): void {
  const values = valuesOf(readingOf(scene.frames[0], scene.last));
  paintImages(context, scene, values, (tensor, count) =>
    scene.isInput ? ownShades(tensor, count) : mapShades(tensor, count, scene),
  );
}

function mapShades(tensor: Tensor, count: number, scene: CardScene): Shade[] {
  const maxes = ownBounds(tensor, count, scene, boundOf);
  scene.memory.isSigned ||= hasNegative(tensor);
  return Array.from({ length: count }, (_, at) => {
    const unit = unitOf(tensor, at);
    const max = maxes[at] ?? 0;
    return scene.memory.isSigned
      ? signed(max, unit)
      : { scale: "features", low: 0, high: max || 1, unit };
  });
}

/** One feature map as a piece; null if it is not measured. */
export function mapPiece(frame: Frame | undefined, node: string, index: number): Piece | null {
  const tensor = valuesOf(readingOf(frame, node));
  if (!tensor) return null;
  return slice(tensor, index, (bound) =>
    hasNegative(tensor) ? signed(bound) : { scale: "features", low: 0, high: bound || 1 },
  );
}

/** The words about a number in a feature map; `piece` is the map that contains it. */
export function imageWords(
  name: string,
  part: Part,
  piece: Piece | null,
  sample: Known["sample"],
): PartWords {
  if (!piece) return { name };
  const { row, column } = cellIn(piece, part);
  return {
    name,
    place: `row ${row + 1}, column ${column + 1}`,
    exact: { label: "value", probe: unitValue(part.last, [part.index, row, column], sample) },
  };
}

/** The name of a feature map with its range, because each map is brightened to its own: `feature map 2 (from 0 to 8)`. */
export function mapName(index: number, piece: Piece | null): string {
  return `feature map ${index + 1}${piece ? ` (${rangeWords(piece)})` : ""}`;
}

function rangeWords({ shade: { low, high } }: Piece): string {
  const text = (bound: number) => String(Number(bound.toPrecision(2))).replace("-", "−");
  return low < 0 ? `from ${text(low)} to +${text(high)}` : `from 0 to ${text(high)}`;
}

/** Finds numbers of an output [channels, height, width], one tile for each channel. */
export const IMAGE_PICK: Pick = {
  cellAt: ({ index, across, down }, shape) => {
    const [, height = 1, width = 1] = shape;
    return shape.length === 3 ? [index, cellOf(down, height), cellOf(across, width)] : null;
  },
  rectsOf: ({ tiles }, [channels, rows, columns], [, height = 1, width = 1]) =>
    channels && rows && columns
      ? tilesIn(tiles, channels).map((tile) => within(tile, columns, width, rows, height))
      : [],
};
