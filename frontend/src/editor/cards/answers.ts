/**
 * The shared part of the pictures of likeliest tokens: one chip for each place of the text. The colour of a chip is
 * stronger where the network is more certain.
 */
import type { ProbeJson } from "../../api/types";
import { sampleFields } from "../../store/preferences";
import { chipLayout, guessesOf, paintAnswers, seen } from "./chips";
import type { Frames, Pick, PictureKind } from "./picture";
import { tilesIn } from "./places";
import { isSequence, ORDINARY } from "./subject";

/** The picture of the tokens that the network is asked for; `probe` measures them. */
export function answersPicture(asks: "expected" | "hidden", probe: string): PictureKind {
  return {
    kind: asks,
    example: { ...ORDINARY, type: "output", shape: [11, 3], vocab: ["a", "b", "c"], asks },
    fits: (subject) =>
      subject.type === "output" && subject.asks === asks && isSequence(subject) ? "layer" : "no",
    layout: ({ shape, vocab }) => chipLayout(shape?.[0] ?? 0, vocab),
    label: () => "the likeliest tokens for the shown sample",
    probes: (sample): ProbeJson[] => [{ type: probe, ...sampleFields(sample) }],
    writes: true,
    paint: (context, { picture: { tiles }, frames, ...look }) =>
      paintAnswers(context, tiles, guessesIn(frames), look),
    describe: ({ index }, { frames }) => ({
      name: `place ${index + 1}${guessWords(frames, index)}`,
    }),
    pick: PICK,
  };
}

const PICK: Pick = {
  // The index of the likeliest token in the vocabulary; null at a place where no token is asked for.
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

/** The words about a place of a text: its token, and the token that the network finds likeliest there. */
function guessWords(frames: Frames, index: number): string {
  const guess = guessesIn(frames)[index];
  if (!guess) return "";
  if (guess.probability === null) return ` is “${seen(guess.token)}”; nothing is asked here`;
  const right = guess.truth === null ? "" : `, truly “${seen(guess.truth)}”`;
  return `: “${seen(guess.token)}” with ${(100 * guess.probability).toFixed(1)} %${right}`;
}
