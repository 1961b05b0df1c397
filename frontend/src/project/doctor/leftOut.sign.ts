/** A class that the network never answers with. */
import {
  fallOver,
  newest,
  numEpochs,
  numeral,
  otherSeed,
  setting,
  type Examined,
  type Finding,
  type Sign,
} from "./examined";

const WINDOW = 5;
/** A class with a smaller part of the samples may be left out. */
const FEW = 0.02;
/** While the loss falls by this part in a few epochs, the class may still come. */
const FALLS_WELL = 0.05;

function find(examined: Examined): Finding | null {
  const { classes, samples } = examined.health;
  const { epochs = 100 } = examined.file.training;
  const point = newest(examined);
  if (!point || numEpochs(examined) < Math.max(WINDOW, epochs / 4)) return null;
  const [missed] = classes
    .filter((one) => one.answers === 0 && one.samples >= Math.max(5, FEW * samples))
    .sort((a, b) => b.samples - a.samples);
  if (!missed) return null;
  const fall = fallOver(examined.points, WINDOW) ?? 0;
  if (fall > FALLS_WELL) return null;
  const isFalling = fall > 0.01;
  return {
    sentence:
      `Not one of ${numeral(samples)} train samples is taken for “${missed.name}”, and ` +
      `${numeral(missed.samples)} of them are.`,
    remedy: isFalling ? setting(`${2 * epochs} epochs`, { epochs: 2 * epochs }) : otherSeed(),
  };
}

export default { name: "class left out", order: 90, find } satisfies Sign;
