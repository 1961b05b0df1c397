/** The filters of a convolution, each beside its feature map. */
import { ofKind, valuesOf, type Frame, type Reading } from "../../api/reading";
import type { ProbeJson } from "../../api/types";
import { largestMagnitude, signed } from "../../components/colourScale";
import { drawImages } from "../../components/drawImages";
import { IMAGE_PICK, imageWords, mapName, mapPiece, paintMaps } from "./images";
import { countWords, EMPTY, type Layout } from "./layouts";
import { featureMaps, readingOf, weightValue } from "./measured";
import { blank, rim, type Context } from "./painting";
import { definePicture, type CardScene, type Part, type PartWords } from "./picture";
import { cellIn, slice, type Piece } from "./pieces";
import { isImage, ORDINARY } from "./subject";
import { pixelsOf, sliceOf, unitOf } from "./tensors";

const FILTERS: ProbeJson = { type: "filters" };
/** With more filters than this they would be too small to see, so that only the feature maps are drawn. */
const MOST_FILTERS = 16;

export default definePicture({
  kind: "filters",
  example: { ...ORDINARY, type: "conv2d", shape: [8, 8, 8] },
  fits: (subject) => {
    const { type, shape, place } = subject;
    const isSmall = (shape?.[0] ?? 1) <= MOST_FILTERS && place !== "switch";
    return type === "conv2d" && isImage(subject) && isSmall ? "layer" : "no";
  },
  layout: ({ shape }) => {
    const channels = shape?.[0] ?? 1;
    return channels <= 8 ? pairs(channels, 2, 20, 36) : pairs(channels, 3, 17, 31);
  },
  label: (picture) => `${countWords(picture)} feature maps of the shown sample`,
  probes: (sample) => [featureMaps(sample), FILTERS],
  paint: (context, scene) => {
    paintMaps(context, scene);
    paintFilters(context, scene, readingOf(scene.frames[1], scene.card));
  },
  piece: ([maps, filters], { card, last, index, isBeside }) =>
    isBeside ? filterPiece(filters, card, index) : mapPiece(maps, last, index),
  describe: (part, { frames: [maps, filters], sample }) => {
    if (part.isBeside) return filterWords(part, filterPiece(filters, part.card, part.index));
    const piece = mapPiece(maps, part.last, part.index);
    return imageWords(mapName(part.index, piece), part, piece, sample);
  },
  pick: {
    ...IMAGE_PICK,
    // A filter produces its whole feature map. The number in the middle of the map is picked for it.
    cellAt: (part, shape, context) => {
      if (!part.isBeside) return IMAGE_PICK.cellAt(part, shape, context);
      const [, height = 1, width = 1] = shape;
      return shape.length === 3 ? [part.index, height >> 1, width >> 1] : null;
    },
  },
});

/** A layout of filters with their feature maps at the right, `columns` pairs in a row. */
function pairs(count: number, columns: number, filter: number, map: number): Layout {
  const side = Math.min(columns, count);
  const pitch = { x: filter + 3 + map + 7, y: map + 5 };
  const corners = Array.from({ length: count }, (_, at) => ({
    x: (at % side) * pitch.x,
    y: Math.floor(at / side) * pitch.y,
  }));
  return {
    ...EMPTY,
    width: side * pitch.x - 7,
    height: Math.ceil(count / side) * pitch.y - 5,
    tiles: corners.map(({ x, y }) => ({ x: x + filter + 3, y, width: map, height: map })),
    beside: corners.map(({ x, y }) => ({ x, y, width: filter, height: filter })),
    total: count,
  };
}

/** How many filters of one output channel the reading contains, one for each input channel. Only the first is drawn. */
function inputsOf(reading: Reading | undefined): number {
  return ofKind(reading, "image")?.facts.shown_in ?? 1;
}

function filterPiece(frame: Frame | undefined, node: string, index: number): Piece | null {
  const reading = readingOf(frame, node);
  const tensor = valuesOf(reading);
  return tensor ? slice(tensor, index * inputsOf(reading), (bound) => signed(bound)) : null;
}

function filterWords(part: Part, piece: Piece | null): PartWords {
  const name = `filter ${part.index + 1}`;
  if (!piece) return { name, isOfFirst: true };
  const { row, column } = cellIn(piece, part);
  return {
    name,
    isOfFirst: true,
    place: `row ${row + 1}, column ${column + 1}`,
    exact: { label: "w =", probe: weightValue(part.card, [part.index, 0, row, column]) },
  };
}

/** Draws one filter for each feature map: the one for the first input channel. */
function paintFilters(
  context: Context,
  { picture: { beside }, mode }: CardScene,
  reading: Reading | undefined,
): void {
  const tensor = valuesOf(reading);
  const [count = 0, height = 0, width = 0] = tensor?.shape ?? [];
  const inputs = inputsOf(reading);
  if (!tensor || count < inputs * beside.length) return blank(context, beside, mode);
  const max = largestMagnitude(pixelsOf(tensor), unitOf(tensor));
  beside.forEach((rect, at) => {
    const values = sliceOf(tensor, at * inputs);
    const shade = signed(max, unitOf(tensor, at * inputs));
    drawImages(context, { count: 1, width, height }, [rect], values, shade, mode);
  });
  rim(context, beside, 1, mode);
}
