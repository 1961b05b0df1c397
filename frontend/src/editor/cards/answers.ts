/** What pictures of likeliest tokens have in common: one chip a place, the stronger the surer the network is. */
import type { ProbeJson } from "../../api/types";
import { sampleFields } from "../../store/preferences";
import { chipLayout, guessesOf, paintAnswers, seen } from "./chips";
import type { Frames, Pick, PictureKind } from "./picture";
import { tilesIn } from "./places";
import { isSequence, ORDINARY } from "./subject";

/** The picture of what a network is asked for, as this probe measures it. */
export function answersPicture(asks: "expected" | "hidden", probe: string): PictureKind {
  return {
    kind: asks,
    example: { ...ORDINARY, type: "output", shape: [11, 3], vocab: ["a", "b", "c"], asks },
    fits: (subject) =>
      subject.type === "output" && subject.asks === asks && isSequence(subject) ? "layer" : "no",
    layout: ({ shape, vocab }) => chipLayout(shape?.[0] ?? 0, vocab),
    label: () => "the likeliest tokens for the shown sample",
    probes: (sample): ProbeJson[] => [{ type: probe, ...sampleFields(sample) }],
    paint: (context, { picture: { tiles }, frames, mode }) =>
      paintAnswers(context, tiles, guessesIn(frames), mode),
    describe: ({ index }, { frames }) => ({
      name: `place ${index + 1}${guessWords(frames, index)}`,
    }),
    pick: PICK,
  };
}

const PICK: Pick = {
  // The number of the likeliest token, in the order of the vocabulary; none where nothing is asked.
  cellAt: ({ index }, _, { frames, vocab }) => {
    const guess = guessesIn(frames)[index];
    const choice = guess && guess.probability !== null ? vocab.indexOf(guess.token) : -1;
    return choice < 0 ? null : [index, choice];
  },
  rectsOf: ({ tiles }, [places]) => (places ? tilesIn(tiles, places) : []),
};

function guessesIn([frame]: Frames) {
  return guessesOf(frame?.readings[0]);
}

/** What stands at a place of a text, and what the network finds likeliest there. */
function guessWords(frames: Frames, index: number): string {
  const guess = guessesIn(frames)[index];
  if (!guess) return "";
  if (guess.probability === null) return ` is “${seen(guess.token)}”; nothing is asked here`;
  const right = guess.truth === null ? "" : `, truly “${seen(guess.truth)}”`;
  return `: “${seen(guess.token)}” with ${(100 * guess.probability).toFixed(1)} %${right}`;
}
