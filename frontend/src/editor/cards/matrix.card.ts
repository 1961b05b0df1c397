/** The weight matrix of a layer with too many weights for single wires, or the table of an embedding. */
import { valuesOf, type Tensor } from "../../api/reading";
import { largestMagnitude, signed, stickyMax } from "../../components/colourScale";
import { drawImages } from "../../components/drawImages";
import type { Span } from "../../store/cell";
import { MOST_WIRED, whole, WHOLE_SIDE } from "./layouts";
import { featureMaps, readingOf, WEIGHTS, weightsOf, weightValue } from "./measured";
import { blank, rim, type Context } from "./painting";
import { definePicture, type CardScene, type PickContext } from "./picture";
import { cellIn, cellOf, slice, type Piece } from "./pieces";
import { cut, within } from "./places";
import { isSequence, ORDINARY, unitsOf, type Subject } from "./subject";
import { pixelsOf, unitOf, valueOf } from "./tensors";

export default definePicture({
  kind: "matrix",
  example: { ...ORDINARY, shape: [64], num_params: 4160 },
  fits: (subject) => (isTable(subject) || isManyWeights(subject) ? "layer" : "no"),
  layout: (subject) =>
    whole(WHOLE_SIDE, WHOLE_SIDE, isTable(subject) ? (subject.shape?.[1] ?? 1) : unitsOf(subject)),
  label: () => "the weight matrix",
  probes: () => [WEIGHTS],
  paint: (context, scene) => paintMatrix(context, scene, weightsOf(scene.frames[0], scene.card)),
  piece: ([frame], { card }) => pieceOf(weightsOf(frame, card)),
  describe: (part, { frames }) => {
    const piece = pieceOf(weightsOf(frames[0], part.card));
    if (!piece) return { name: "weights", isOfFirst: true };
    const { row, column } = cellIn(piece, part);
    return {
      name: "weights",
      isOfFirst: true,
      place: `from input ${column + 1} to unit ${row + 1}`,
      exact: { label: "w =", probe: weightValue(part.card, [row, column]) },
    };
  },
  pick: {
    cellAt: ({ across, down }, shape, context) => {
      if (shape.length === 1) return [cellOf(down, shape[0] ?? 1)];
      // The first step whose token belongs to the row under the pointer.
      const [rows, columns] = sizeOf(context);
      const step = tokensInto(context).indexOf(cellOf(down, rows));
      return step < 0 ? null : [step, cellOf(across, columns)];
    },
    rectsOf: ({ tiles }, [first, second], [count = 1], context) => {
      if (!first) return [];
      if (!second) return tiles.map((tile) => within(tile, [0, 0], 1, first, count));
      const [rows, columns] = sizeOf(context);
      const taken = new Set(tokensInto(context).slice(first[0], first[1] + 1));
      return tiles.flatMap((tile) =>
        [...taken].flatMap((row) => cut(tile, second, columns, [row, row] satisfies Span, rows)),
      );
    },
  },
});

function isTable(subject: Subject): boolean {
  return subject.type === "embedding" && isSequence(subject);
}

function isManyWeights(subject: Subject): boolean {
  const { type, num_params, plane } = subject;
  return type === "linear" && num_params > 0 && !plane && unitsOf(subject) > MOST_WIRED;
}

function pieceOf(tensor: Tensor | undefined): Piece | null {
  return tensor
    ? slice({ ...tensor, shape: [1, ...tensor.shape] }, 0, (bound) => signed(bound))
    : null;
}

function sizeOf({ frames, card }: PickContext): readonly [rows: number, columns: number] {
  const [rows = 0, columns = 0] = weightsOf(frames[0], card)?.shape ?? [];
  return [rows, columns];
}

/** The tokens that go into an embedding, one for each step. Each token is a row of the table. */
function tokensInto({ newest, sample, source }: PickContext): number[] {
  const values = valuesOf(readingOf(newest(featureMaps(sample)), source ?? ""));
  if (values?.shape.length !== 1) return [];
  return Array.from({ length: values.shape[0] ?? 0 }, (_, step) => valueOf(values, step));
}

function paintMatrix(context: Context, scene: CardScene, tensor: Tensor | undefined): void {
  const { memory, mode } = scene;
  const [rows = 0, columns = 0] = tensor?.shape ?? [];
  const { tiles } = scene.picture;
  if (!tensor || rows < 1 || columns < 1) return blank(context, tiles, mode);
  const values = pixelsOf(tensor);
  const unit = unitOf(tensor, 0);
  memory.max = stickyMax(memory.max, largestMagnitude(values, unit));
  const images = { count: 1, width: columns, height: rows };
  drawImages(context, images, tiles, values, signed(memory.max, unit), mode);
  rim(context, tiles, 1, mode);
}
