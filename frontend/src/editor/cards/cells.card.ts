/** The output of each unit for the shown sample, one square for each unit. */
import { valuesOf } from "../../api/reading";
import { largestMagnitude, signed, stickyMax } from "../../components/colourScale";
import { drawImages } from "../../components/drawImages";
import { column, countWords, grid, MOST_WIRED, type Layout } from "./layouts";
import { featureMaps, readingOf, unitValue } from "./measured";
import { blank, clipped, rim, type Context } from "./painting";
import { definePicture, type CardScene } from "./picture";
import { tilesIn } from "./places";
import { ORDINARY, unitsOf } from "./subject";
import { pixelsOf, unitOf } from "./tensors";

const MOST_CELLS = 256;
/** With more noise features than this, the picture is a block without single wires, because all of them are alike. */
const MOST_NOISE = 8;

export default definePicture({
  kind: "cells",
  example: { ...ORDINARY, type: "flatten", shape: [64] },
  fits: (subject) => (!subject.plane && unitsOf(subject) > 0 ? "samples" : "no"),
  layout: (subject) => {
    const units = unitsOf(subject);
    if (units > MOST_WIRED || (subject.type === "noise" && units > MOST_NOISE)) return block(units);
    return column(units, units <= 8 ? 22 : 17, units <= 8 ? 8 : 5);
  },
  label: (picture) => `the numbers of ${countWords(picture)} units for the shown sample`,
  probes: (sample) => [featureMaps(sample)],
  paint: paintCells,
  describe: ({ last, index }, { frames, sample }) => ({
    name: `unit ${index + 1}`,
    ...(frames[0] && { exact: { label: "value", probe: unitValue(last, [index], sample) } }),
  }),
  pick: {
    cellAt: ({ index }, shape) => (shape.length === 1 ? [index] : null),
    rectsOf: ({ tiles }, [units]) => (units ? tilesIn(tiles, units) : []),
  },
});

function block(units: number): Layout {
  const shown = Math.min(units, MOST_CELLS);
  const columns = shown <= 24 ? 4 : shown <= 96 ? 8 : 16;
  return grid(units, shown, columns, shown <= 24 ? 12 : 8, 1);
}

function paintCells(context: Context, { picture, last, frames, mode, memory }: CardScene): void {
  const tensor = valuesOf(readingOf(frames[0], last));
  const { tiles, total } = picture;
  const count = tensor?.data.length ?? 0;
  if (!tensor || (count !== total && count !== tiles.length)) return blank(context, tiles, mode);
  const values = pixelsOf(tensor);
  const unit = unitOf(tensor, 0);
  memory.max = stickyMax(memory.max, largestMagnitude(values, unit));
  const images = { count: tiles.length, width: 1, height: 1 };
  const radius = (tiles[0]?.width ?? 0) > 12 ? 4 : 0;
  clipped(context, tiles, radius, () =>
    drawImages(context, images, tiles, values, signed(memory.max, unit), mode),
  );
  if (radius) rim(context, tiles, radius, mode);
}
