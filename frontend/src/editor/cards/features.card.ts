/** The input of a table: one square for each column, with the column's name beside it. */
import { valuesOf } from "../../api/reading";
import { largestMagnitude, signed, stickyMax } from "../../components/colourScale";
import { css, DIM } from "../../components/colours";
import { drawImages } from "../../components/drawImages";
import { EMPTY, MOST_WIRED } from "./layouts";
import { featureMaps, readingOf, unitValue } from "./measured";
import { blank, clipped, fitted, rim, textFont, type Context } from "./painting";
import { definePicture, type CardScene } from "./picture";
import { tilesIn } from "./places";
import { ORDINARY, unitsOf } from "./subject";
import { pixelsOf, unitOf } from "./tensors";

const WIDTH = 124;
const SIDE = 17;
const GAP = 5;
const RADIUS = 4;

export default definePicture({
  kind: "features",
  example: { ...ORDINARY, type: "input", shape: [3], features: ["length", "width", "height"] },
  fits: (subject) => {
    const units = unitsOf(subject);
    const isNamed = units > 0 && units <= MOST_WIRED && subject.features.length === units;
    return subject.type === "input" && isNamed && !subject.plane ? "layer" : "no";
  },
  layout: (subject) => {
    const count = unitsOf(subject);
    const tiles = Array.from({ length: count }, (_, at) => ({
      x: WIDTH - SIDE,
      y: at * (SIDE + GAP),
      width: SIDE,
      height: SIDE,
    }));
    return {
      ...EMPTY,
      width: WIDTH,
      height: count * (SIDE + GAP) - GAP,
      tiles,
      ports: tiles.map(({ y }) => y + SIDE / 2),
      total: count,
      names: subject.features,
    };
  },
  label: ({ names }) => `the shown sample: ${names.join(", ")}`,
  probes: (sample) => [featureMaps(sample)],
  writes: true,
  paint: paintFeatures,
  describe: ({ last, index }, { picture, frames, sample }) => ({
    name: picture.names[index] ?? `unit ${index + 1}`,
    ...(frames[0] && { exact: { label: "value", probe: unitValue(last, [index], sample) } }),
  }),
  pick: {
    cellAt: ({ index }, shape) => (shape.length === 1 ? [index] : null),
    rectsOf: ({ tiles }, [units]) => (units ? tilesIn(tiles, units) : []),
  },
});

function paintFeatures(context: Context, scene: CardScene): void {
  const { picture, last, frames, mode, memory, letters } = scene;
  const { tiles, total, names } = picture;
  context.font = textFont(letters);
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillStyle = css(DIM[mode]);
  const every = Math.max(1, Math.ceil((letters * 1.1) / (SIDE + GAP)));
  tiles.forEach((tile, at) => {
    const name = at % every === 0 ? fitted(context, names[at] ?? "", tile.x - GAP) : null;
    if (name !== null) context.fillText(name, tile.x - GAP, tile.y + tile.height / 2 + 0.5);
  });
  const tensor = valuesOf(readingOf(frames[0], last));
  if (!tensor || tensor.data.length !== total) return blank(context, tiles, mode);
  const values = pixelsOf(tensor);
  const unit = unitOf(tensor, 0);
  memory.max = stickyMax(memory.max, largestMagnitude(values, unit));
  const images = { count: tiles.length, width: 1, height: 1 };
  clipped(context, tiles, RADIUS, () =>
    drawImages(context, images, tiles, values, signed(memory.max, unit), mode),
  );
  rim(context, tiles, RADIUS, mode);
}
