/** Numbers over time for the shown sample, with time on the horizontal axis and one row for each feature. */
import { valuesOf, type Frame } from "../../api/reading";
import { overTimeLayout } from "./layouts";
import { featureMaps, readingOf, stepName, unitValue } from "./measured";
import { paintPieces, toOneBound } from "./painting";
import { definePicture, type Pick } from "./picture";
import { cellIn, cellOf, overTime, type Piece } from "./pieces";
import { within } from "./places";
import { isSequence, ORDINARY } from "./subject";

const PICK: Pick = {
  cellAt: ({ across, down }, shape) => {
    const [steps = 1, features = 1] = shape;
    return shape.length === 2 ? [cellOf(across, steps), cellOf(down, features)] : null;
  },
  rectsOf: ({ tiles }, [steps, features], [numSteps = 1, numFeatures = 1]) =>
    steps && features
      ? tiles.slice(0, 1).map((tile) => within(tile, steps, numSteps, features, numFeatures))
      : [],
};

export default definePicture({
  kind: "sequence",
  example: { ...ORDINARY, type: "add", shape: [11, 32] },
  fits: (subject) => (isSequence(subject) ? "samples" : "no"),
  layout: ({ shape }) => overTimeLayout(shape?.[0] ?? 1, shape?.[1] ?? 1),
  label: () => "its numbers over time for the shown sample",
  probes: (sample) => [featureMaps(sample)],
  paint: (context, scene) =>
    paintPieces(context, scene, toOneBound([pieceOf(scene.frames[0], scene.last)], scene)),
  piece: ([frame], { last }) => pieceOf(frame, last),
  describe: (part, { frames: [frame], sample }) => {
    const name = "numbers over time";
    const piece = pieceOf(frame, part.last);
    if (!piece) return { name };
    const { row, column } = cellIn(piece, part);
    return {
      name,
      place: `${stepName(frame, part.card, column)}, unit ${row + 1}`,
      exact: { label: "value", probe: unitValue(part.last, [column, row], sample) },
    };
  },
  pick: PICK,
});

function pieceOf(frame: Frame | undefined, node: string): Piece | null {
  const tensor = valuesOf(readingOf(frame, node));
  return tensor ? overTime(tensor, 0, tensor.shape) : null;
}
