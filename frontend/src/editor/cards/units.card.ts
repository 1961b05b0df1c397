/** The output of each unit over the plane. */
import { ofKind, valuesOf } from "../../api/reading";
import type { DataInfo, ProbeJson } from "../../api/types";
import { signed } from "../../components/colourScale";
import { column, countWords, grid, MOST_WIRED } from "./layouts";
import { readingOf } from "./measured";
import { ownShades, paintImages, sharedBound } from "./painting";
import { definePicture, type Part } from "./picture";
import { slice } from "./pieces";
import { tilesIn } from "./places";
import { ORDINARY, unitsOf } from "./subject";
import { unitOf, usualBound } from "./tensors";

const MOST_UNITS = 64;
/** Cards draw a unit about 30 pixels wide. An enlarged unit is measured with more points. */
const UNIT_MAPS: ProbeJson = { type: "unit_maps", size: 32 };
const FINE_UNIT_MAPS: ProbeJson = { type: "unit_maps", size: 80 };

export default definePicture({
  kind: "units",
  example: { ...ORDINARY, shape: [8], plane: true },
  fits: (subject) => (subject.plane && unitsOf(subject) > 0 ? "samples" : "no"),
  layout: (subject) => {
    const units = unitsOf(subject);
    if (units <= 8) return column(units, 31, 6);
    if (units <= MOST_WIRED) return column(units, 21, 3);
    return grid(units, Math.min(units, MOST_UNITS), units <= 32 ? 4 : 8, 22, 3);
  },
  label: (picture) => `what each of ${countWords(picture)} units computes over the plane`,
  probes: () => [UNIT_MAPS],
  fineProbes: [FINE_UNIT_MAPS],
  paint: (context, scene) =>
    paintImages(
      context,
      scene,
      valuesOf(readingOf(scene.frames[0], scene.last)),
      (tensor, count) => {
        if (scene.isInput) return ownShades(tensor, count);
        const max = sharedBound(tensor, count, scene, usualBound);
        return Array.from({ length: count }, (_, at) => signed(max, unitOf(tensor, at)));
      },
      { isSmooth: true, radius: 4 },
    ),
  piece: ([frame], { last, index }) => {
    const tensor = valuesOf(readingOf(frame, last));
    const piece = tensor && slice(tensor, index, (bound) => signed(bound));
    return piece ? { ...piece, isSmooth: true } : null;
  },
  describe: (part, { frames, data }) => {
    const name = `unit ${part.index + 1}`;
    const plane = ofKind(readingOf(frames[0], part.last), "field2d")?.facts;
    if (!plane) return { name };
    const point = pointUnder(part, plane);
    const probe = { type: "unit_value", node: part.last, index: [part.index], point };
    const place = placeName(point, data, plane.high);
    return { name, place, exact: { label: "value", probe } };
  },
  pick: {
    cellAt: ({ index }, shape) => (shape.length === 1 ? [index] : null),
    rectsOf: ({ tiles }, [units]) => (units ? tilesIn(tiles, units) : []),
  },
});

/** The point of the plane under the pointer. */
function pointUnder(
  { across, down }: Pick<Part, "across" | "down">,
  { low, high }: { readonly low: number; readonly high: number },
): [number, number] {
  return [low + across * (high - low), high - down * (high - low)];
}

/** The coordinates of a point as text. They are called z on a plane of noise and x on the plane of the data. */
function placeName(point: [number, number], data: DataInfo | null, high: number): string {
  const [x1, x2] = point.map((at) => at.toFixed(2).replace("-", "−"));
  const name = Number(data?.plane?.[1]) === high ? "x" : "z";
  return `at ${name}₁ = ${x1}, ${name}₂ = ${x2}`;
}
