/** The vector that a positional encoding adds at each position of a text. */
import { valuesOf, type Frame } from "../../api/reading";
import { exactText } from "../../components/exactText";
import { overTimeLayout } from "./layouts";
import { readingOf } from "./measured";
import { paintPieces, toOneBound } from "./painting";
import { definePicture } from "./picture";
import { cellIn, cellOf, numberIn, overTime, type Piece } from "./pieces";
import { within } from "./places";
import { isSequence, ORDINARY } from "./subject";

export default definePicture({
  kind: "encoding",
  example: { ...ORDINARY, type: "positional_encoding", shape: [11, 32] },
  fits: (subject) =>
    subject.type === "positional_encoding" && isSequence(subject) ? "layer" : "no",
  layout: ({ shape }) => overTimeLayout(shape?.[0] ?? 1, shape?.[1] ?? 1),
  label: () => "what is added at each position",
  probes: (_, node) => [{ type: "positional", node }],
  paint: (context, scene) =>
    paintPieces(context, scene, toOneBound([pieceOf(scene.frames[0], scene.card)], scene)),
  piece: ([frame], { card }) => pieceOf(frame, card),
  describe: (part, { frames }) => {
    const name = "what is added at each position";
    const piece = pieceOf(frames[0], part.card);
    if (!piece) return { name };
    const { row, column } = cellIn(piece, part);
    return {
      name,
      place: `position ${column + 1}, feature ${row + 1}`,
      number: `value ${exactText(numberIn(piece, part))}`,
    };
  },
  pick: {
    cellAt: ({ across, down }, shape) => {
      const [positions = 1, features = 1] = shape;
      return shape.length === 2 ? [cellOf(across, positions), cellOf(down, features)] : null;
    },
    rectsOf: ({ tiles }, [positions, features], [numPositions = 1, numFeatures = 1]) =>
      positions && features
        ? tiles.map((tile) => within(tile, positions, numPositions, features, numFeatures))
        : [],
  },
});

function pieceOf(frame: Frame | undefined, node: string): Piece | null {
  const tensor = valuesOf(readingOf(frame, `${node}.encoding`));
  return tensor ? overTime(tensor, 0, tensor.shape) : null;
}
