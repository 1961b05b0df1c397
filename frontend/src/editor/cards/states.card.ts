/** The states of a recurrent layer over time, and its gates. */
import { ofKind, valuesOf, type Frame } from "../../api/reading";
import { css, DIM } from "../../components/colours";
import { sampleFields } from "../../store/preferences";
import { grid, whole, type Layout } from "./layouts";
import { stepName } from "./measured";
import { paintPieces, textFont, type Context } from "./painting";
import { definePicture, type CardScene, type PickContext } from "./picture";
import { cellIn, cellOf, numberIn, overTime, type Piece } from "./pieces";
import { cut } from "./places";
import { ORDINARY, type Subject } from "./subject";
import { aboutText } from "./words";

/** The number of pictures of each recurrent layer: one for each gate and state. */
const RECURRENT: ReadonlyMap<string, number> = new Map([
  ["rnn", 1],
  ["gru", 4],
  ["lstm", 6],
]);
/** The space for the name of a gate, left of its picture, in CSS pixels. */
const GATE_NAME = 12;
/** Larger letters have no room there. */
const WIDEST_GATE_NAME = 18;
/** Gates have values from 0 to 1; states are signed. */
const GATES = new Set(["i", "f", "o", "r", "z"]);

export default definePicture({
  kind: "states",
  example: {
    ...ORDINARY,
    type: "lstm",
    fields: { hidden_size: 24 },
    shape: [40, 24],
    input: [40, 5],
  },
  fits: (subject) => (isRecurrent(subject) ? "layer" : "no"),
  layout: ({ type }) => {
    const parts = RECURRENT.get(type) ?? 1;
    if (parts === 1) return shifted(whole(112, 56, 1));
    return shifted(grid(parts, parts, 2, 62, GATE_NAME + 2, 32), -GATE_NAME + 2);
  },
  label: () => "its gates and what it remembers over time",
  probes: (sample, node) => [{ type: "states", node, ...sampleFields(sample) }],
  writes: true,
  paint: (context, scene) => {
    const { picture, card, frames } = scene;
    nameGates(context, scene);
    const pieces = picture.tiles.map((_, index) => pieceOf(frames[0], card, index));
    paintPieces(context, scene, pieces);
  },
  piece: ([frame], { card, index }) => pieceOf(frame, card, index),
  describe: (part, { frames: [frame] }) => {
    const own = namesIn(frame, part.card)[part.index];
    const name = own === undefined ? "" : `${gateLetter(own)}, ${own}`;
    const piece = pieceOf(frame, part.card, part.index);
    if (!piece) return { name };
    const { row, column } = cellIn(piece, part);
    return {
      name,
      place: `${stepName(frame, part.card, column)}, unit ${row + 1}`,
      number: aboutText(numberIn(piece, part)),
    };
  },
  pick: {
    // A gate belongs to the output at the same step and unit. If the layer outputs only its last step, it belongs to
    // the same unit there.
    cellAt: ({ across, down }, { length }, context) => {
      const { rows, columns } = sizeOf(context);
      if (rows === 0 || length > 2) return null;
      return length === 2 ? [cellOf(across, columns), cellOf(down, rows)] : [cellOf(down, rows)];
    },
    rectsOf: ({ tiles }, [first, second], _, context) => {
      const { rows, columns } = sizeOf(context);
      if (!first) return [];
      if (!second) return tiles.flatMap((tile) => cut(tile, [0, 0], 1, first, rows));
      return tiles.flatMap((tile) => cut(tile, first, columns, second, rows));
    },
  },
});

function isRecurrent({ type, shape, input, fields }: Subject): boolean {
  const isKnown = shape !== null && input?.length === 2;
  return RECURRENT.has(type) && isKnown && typeof fields["hidden_size"] === "number";
}

/** Moves the tiles of a layout to the right, to make room for names at the left of each column. */
function shifted(layout: Layout, closer = 0): Layout {
  const tiles = layout.tiles.map((tile) => ({
    ...tile,
    x: tile.x + GATE_NAME,
    y: tile.y + closer * Math.round(tile.y / (tile.height + GATE_NAME + 2)),
  }));
  const height = Math.max(...tiles.map(({ y, height: high }) => y + high));
  return { ...layout, tiles, width: layout.width + GATE_NAME, height };
}

/** The reading of the last of several stacked layers, because its states are the output. */
function readingIn(frame: Frame | undefined, node: string) {
  const layers = frame?.readings.filter(({ path }) => path.split(".")[0] === node) ?? [];
  return ofKind(layers[layers.length - 1], "states");
}

function namesIn(frame: Frame | undefined, node: string): readonly string[] {
  return readingIn(frame, node)?.facts.names ?? [];
}

function pieceOf(frame: Frame | undefined, node: string, index: number): Piece | null {
  const reading = readingIn(frame, node);
  const tensor = valuesOf(reading);
  const [parts = 0, steps = 0, units = 0] = tensor?.shape ?? [];
  if (!tensor || index >= parts) return null;
  const piece = overTime(tensor, index * steps * units, [steps, units]);
  if (!piece || !GATES.has(gateLetter(reading?.facts.names[index]))) return piece;
  return { ...piece, shade: { scale: "sequential", low: 0, high: 1 } };
}

function sizeOf({ frames, card }: PickContext): { rows: number; columns: number } {
  return pieceOf(frames[0], card, 0) ?? { rows: 0, columns: 0 };
}

/** The letter of a gate or state, which is the last word of its name. */
function gateLetter(name: string | undefined): string {
  return name?.split(" ").pop() ?? "";
}

/** Writes the letter of each gate or state at the left of its picture. */
function nameGates(context: Context, { picture, frames, card, mode, letters }: CardScene): void {
  const names = namesIn(frames[0], card);
  if (names.length === 0 || letters > WIDEST_GATE_NAME) return;
  context.fillStyle = css(DIM[mode]);
  context.font = textFont(letters);
  context.textAlign = "start";
  context.textBaseline = "middle";
  picture.tiles.forEach(({ x, y, height }, at) =>
    context.fillText(gateLetter(names[at]), x - GATE_NAME + 2, y + height / 2),
  );
}
