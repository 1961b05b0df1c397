/** The train loss falls steadily, but so slowly that the training ends long before it is low. */
import {
  leftToLearn,
  numeral,
  percent,
  timesLearningRate,
  trainLosses,
  type Examined,
  type Finding,
  type Sign,
} from "./examined";

const WINDOW = 10;
/** It is slow where halving the loss takes so many times the planned epochs. */
const TIMES = 3;

function find(examined: Examined): Finding | null {
  const losses = trainLosses(examined.points).slice(-WINDOW - 1);
  const [before, now] = [losses[0], losses[losses.length - 1]];
  const { moved } = examined.health;
  if (losses.length <= WINDOW || before === undefined || now === undefined) return null;
  if (moved === null || moved > 0.1 || !((leftToLearn(examined) ?? 0) > 0.6)) return null;
  const falls = losses.filter((loss, at) => at > 0 && loss < (losses[at - 1] ?? 0)).length;
  const halving = ((now / 2) * WINDOW) / (before - now);
  const planned = examined.file.training.epochs ?? 100;
  if (falls < WINDOW - 1 || !(halving > TIMES * planned)) return null;
  const epochs = Number(halving.toPrecision(1));
  return {
    sentence:
      `The train loss falls so slowly that halving ${numeral(now)} takes about ${numeral(epochs)} epochs; ` +
      `the weights have moved by only ${percent(moved)}.`,
    remedy: timesLearningRate(examined, 10),
  };
}

export default { name: "learning rate too low", order: 80, find } satisfies Sign;
