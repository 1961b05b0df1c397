/** The shown sample as text, one chip for each token. */
import { valuesOf } from "../../api/reading";
import { chipLayout, paintTokens, seen } from "./chips";
import { featureMaps, readingOf } from "./measured";
import { definePicture, type Known, type Part } from "./picture";
import { tilesIn } from "./places";
import { ORDINARY } from "./subject";

export default definePicture({
  kind: "tokens",
  example: { ...ORDINARY, type: "input", shape: [11], isTokens: true, vocab: ["a", "b"] },
  fits: ({ isTokens, shape }) => (isTokens && (shape?.[0] ?? 0) > 0 ? "samples" : "no"),
  layout: ({ shape, vocab }) => ({ ...chipLayout(shape?.[0] ?? 0, vocab), names: vocab }),
  label: () => "the shown sample as text",
  probes: (sample) => [featureMaps(sample)],
  writes: true,
  paint: (context, { picture: { tiles, names }, frames, last, ...look }) =>
    paintTokens(context, tiles, names, valuesOf(readingOf(frames[0], last)), look),
  describe: (part, known) => ({ name: `step ${part.index + 1}${tokenWords(part, known)}` }),
  pick: {
    cellAt: ({ index }, shape) => (shape.length === 1 ? [index] : null),
    rectsOf: ({ tiles }, [steps]) => (steps ? tilesIn(tiles, steps) : []),
  },
});

function tokenWords({ last, index }: Part, { frames, picture }: Known): string {
  const number = valuesOf(readingOf(frames[0], last))?.data[index];
  const token = number === undefined ? undefined : picture.names[Number(number)];
  return token === undefined ? "" : ` is “${seen(token)}”`;
}
