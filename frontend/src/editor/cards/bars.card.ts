/** The output for the shown sample, one bar for each class. The length of a bar is the probability of its class. */
import { valuesOf } from "../../api/reading";
import { css, DIM, PRIMARY, SURFACES } from "../../components/colours";
import { sampleFields } from "../../store/preferences";
import { EMPTY, MOST_WIRED } from "./layouts";
import { fitted, textFont, type Context } from "./painting";
import { definePicture, type CardPicture, type CardScene } from "./picture";
import { tilesIn } from "./places";
import { ORDINARY, unitsOf } from "./subject";
import { pixelsOf, unitOf } from "./tensors";

const BAR_WIDTH = 92;
const MOST_BARS = 20;
/** The most of the width for names. */
const MOST_INDENT = 0.5;

export default definePicture({
  kind: "bars",
  example: { ...ORDINARY, type: "output", shape: [3], classes: ["cat", "dog", "bird"] },
  fits: (subject) => {
    const units = unitsOf(subject);
    const isAnswer = subject.type === "output" && subject.classes.length > 1 && !subject.plane;
    return isAnswer && units > 0 && units <= MOST_BARS ? "layer" : "no";
  },
  layout: (subject) => {
    const count = unitsOf(subject);
    const pitch = count <= 4 ? 22 : 16;
    const tiles = Array.from({ length: count }, (_, at) => ({
      x: 0,
      y: at * pitch,
      width: BAR_WIDTH,
      height: pitch - 4,
    }));
    const middles = tiles.map(({ y, height }) => y + height / 2);
    return {
      ...EMPTY,
      width: BAR_WIDTH,
      height: count * pitch - 4,
      tiles,
      ports: count <= MOST_WIRED ? middles : null,
      total: count,
      names: subject.classes,
    };
  },
  label: () => "how likely each class is for the shown sample",
  probes: (sample) => [{ type: "sample_output", ...sampleFields(sample) }],
  writes: true,
  paint: paintBars,
  describe: ({ index }, { picture }) => ({ name: picture.names[index] ?? `class ${index + 1}` }),
  pick: {
    cellAt: ({ index }, shape) => (shape.length === 1 ? [index] : null),
    rectsOf: ({ tiles }, [classes]) => (classes ? tilesIn(tiles, classes) : []),
  },
});

function paintBars(context: Context, { picture, frames, mode, letters }: CardScene): void {
  const { tiles, total, names } = picture;
  const tensor = valuesOf(frames[0]?.readings[0]);
  const values = tensor?.data.length === total ? pixelsOf(tensor) : null;
  context.font = textFont(letters);
  context.textAlign = "start";
  context.textBaseline = "middle";
  const indent = indentFor(context, picture);
  const named = everyNth(tiles, letters);
  tiles.forEach((tile, at) => {
    const middle = tile.y + tile.height / 2;
    const room = tile.width - indent;
    const name = at % named === 0 ? fitted(context, names[at] ?? String(at), indent - 4) : null;
    context.fillStyle = css(DIM[mode]);
    const inside = Math.min(
      Math.max(middle + 0.5, letters * 0.45),
      picture.height - letters * 0.45,
    );
    if (name !== null) context.fillText(name, 0, inside);
    bar(context, indent, middle - 4, room, SURFACES[mode]["track"] ?? "");
    const share = tensor && values ? Math.min(1, (values[at] ?? 0) * unitOf(tensor)) : 0;
    if (share > 0)
      bar(context, indent, middle - 4, Math.max(1.5, room * share), css(PRIMARY[mode]));
  });
}

/** The room for names left of the bars: what the longest needs, and at most half of the picture. */
function indentFor(context: Context, { names, tiles, width }: CardPicture): number {
  const widths = tiles.map((_, at) => context.measureText(names[at] ?? String(at)).width);
  return Math.min(width * MOST_INDENT, Math.max(...widths) + 5);
}

/** Every how many bars a name has room above and below. As on an axis, the bars between have none. */
function everyNth([first, second]: CardPicture["tiles"], letters: number): number {
  const pitch = first && second ? second.y - first.y : Infinity;
  return Math.max(1, Math.ceil((letters * 1.1) / pitch));
}

function bar(context: Context, x: number, y: number, width: number, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(x, y, width, 8, Math.min(3, width / 2));
  context.fill();
}
