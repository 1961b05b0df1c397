/** Samples from the generator, on the card of its last layer. */
import { ofKind, type Frame } from "../../api/reading";
import { largestMagnitude, signed, type Shade } from "../../components/colourScale";
import { grid } from "./layouts";
import { GENERATED } from "./measured";
import { paintPieces, toOneBound } from "./painting";
import { definePicture } from "./picture";
import { cellIn, numberIn, type Piece } from "./pieces";
import { isSequence, ORDINARY } from "./subject";
import { pixelsOf, unitOf } from "./tensors";
import { aboutText } from "./words";

/** The number of rows and of columns. */
const SIDE = 4;

export default definePicture({
  kind: "generated",
  example: { ...ORDINARY, type: "unflatten", shape: [1, 8, 8], place: "generated" },
  fits: (subject) => {
    const { shape, place, plane, isTokens } = subject;
    const isKnown = shape !== null && !isTokens && !isSequence(subject);
    return place === "generated" && !plane && isKnown ? "place" : "no";
  },
  layout: () => grid(SIDE * SIDE, SIDE * SIDE, SIDE, 24, 2),
  label: () => "what is made of noise",
  probes: () => [GENERATED],
  paint: (context, scene) => {
    const pieces = scene.picture.tiles.map((_, index) => pieceOf(scene.frames[0], index));
    paintPieces(context, scene, toOneBound(pieces, scene));
  },
  piece: ([frame], { index }) => pieceOf(frame, index),
  describe: (part, { frames }) => {
    const name = `generated sample ${part.index + 1}`;
    const piece = pieceOf(frames[0], part.index);
    if (!piece) return { name };
    const { row, column } = cellIn(piece, part);
    return {
      name,
      place: `row ${row + 1}, column ${column + 1}`,
      number: aboutText(numberIn(piece, part)),
    };
  },
});

/** Image `index` of a grid [rows, columns, height, width]. */
function pieceOf(frame: Frame | undefined, index: number): Piece | null {
  const reading = ofKind(frame?.readings[0], "images");
  const tensor = reading?.tensors.values;
  const [across = 0, down = 0, rows = 0, columns = 0] = tensor?.shape ?? [];
  const size = rows * columns;
  if (!reading || !tensor || size < 1 || index >= across * down) return null;
  const unit = unitOf(tensor);
  const values = pixelsOf(tensor).subarray(index * size, (index + 1) * size);
  const bound = largestMagnitude(pixelsOf(tensor), unit);
  const shade: Shade = reading.facts.signed
    ? signed(bound, unit)
    : { scale: "ink", low: 0, high: bound || 1, unit };
  return { values, rows, columns, shade };
}
