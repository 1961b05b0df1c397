/** The train loss rises again and again: the learning rate is too high. */
import {
  isWell,
  numeral,
  timesLearningRate,
  trainLosses,
  type Examined,
  type Finding,
  type Sign,
} from "./examined";

const WINDOW = 10;

function find(examined: Examined): Finding | null {
  // Before the first step, some losses are 0: a network that answers 0 is never wrong by much.
  const points = examined.points.filter(({ epoch }) => epoch > 0);
  const losses = trainLosses(points);
  const now = losses[losses.length - 1];
  if (now === undefined || losses.length <= WINDOW) return null;
  const best = Math.min(...losses);
  const bestAt = losses.indexOf(best);
  const recent = losses.slice(-WINDOW);
  const isNewBest = bestAt >= losses.length - WINDOW;
  const rises = recent.filter(
    (loss, at) => loss > 1.1 * (losses[losses.length - WINDOW + at - 1] ?? loss),
  ).length;
  const isRising = rises >= 3 || now > 2 * best;
  if (
    examined.health.blind_loss === null ||
    isNewBest ||
    !isRising ||
    now < 1.3 * best ||
    isWell(examined)
  )
    return null;
  return {
    sentence:
      `The train loss was ${numeral(best)} at epoch ${points[bestAt]?.epoch ?? 0} and is ` +
      `${numeral(now)} now; it rose by more than a tenth in ${rises} of the last ${WINDOW} epochs.`,
    remedy: timesLearningRate(examined, 0.3),
  };
}

export default { name: "learning rate too high", order: 20, find } satisfies Sign;
