/** The output for the shown sample, one bar for each class. The length of a bar is the probability of its class. */
import { valuesOf } from "../../api/reading";
import { css, DIM, PRIMARY, SURFACES } from "../../components/colours";
import { sampleFields } from "../../store/preferences";
import { EMPTY, MOST_WIRED } from "./layouts";
import { fitted, type Context } from "./painting";
import { definePicture, type CardScene } from "./picture";
import { tilesIn } from "./places";
import { ORDINARY, unitsOf } from "./subject";
import { pixelsOf, unitOf } from "./tensors";

const BAR_WIDTH = 92;
const MOST_BARS = 20;

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
  paint: paintBars,
  describe: ({ index }, { picture }) => ({ name: picture.names[index] ?? `class ${index + 1}` }),
  pick: {
    cellAt: ({ index }, shape) => (shape.length === 1 ? [index] : null),
    rectsOf: ({ tiles }, [classes]) => (classes ? tilesIn(tiles, classes) : []),
  },
});

function paintBars(context: Context, { picture, frames, mode }: CardScene): void {
  const { tiles, total, names } = picture;
  const tensor = valuesOf(frames[0]?.readings[0]);
  const values = tensor?.data.length === total ? pixelsOf(tensor) : null;
  const indent = names.some((name) => name.length > 2) ? 44 : 16;
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "start";
  context.textBaseline = "middle";
  tiles.forEach((tile, at) => {
    const middle = tile.y + tile.height / 2;
    const room = tile.width - indent;
    context.fillStyle = css(DIM[mode]);
    context.fillText(fitted(context, names[at] ?? String(at), indent - 4), 0, middle + 0.5);
    bar(context, indent, middle - 4, room, SURFACES[mode]["track"] ?? "");
    const share = tensor && values ? Math.min(1, (values[at] ?? 0) * unitOf(tensor)) : 0;
    if (share > 0)
      bar(context, indent, middle - 4, Math.max(1.5, room * share), css(PRIMARY[mode]));
  });
}

function bar(context: Context, x: number, y: number, width: number, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(x, y, width, 8, Math.min(3, width / 2));
  context.fill();
}
