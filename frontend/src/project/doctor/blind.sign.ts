/** The network is no better than one answer for all samples. */
import {
  fallOver,
  newest,
  numEpochs,
  numeral,
  otherSeed,
  percent,
  timesLearningRate,
  type Examined,
  type Finding,
  type Sign,
} from "./examined";
import { bendRemedy } from "./bendRemedy";

/** Weights that have moved by less than this part of their length have hardly learned. */
const HARDLY = 0.05;
/** A loss that falls by this part in a few epochs is on its way. */
const ON_ITS_WAY = 0.01;
const WINDOW = 4;

function find(examined: Examined): Finding | null {
  const { loss, blind_loss: blind, moved } = examined.health;
  const point = newest(examined);
  if (loss === null || blind === null || !point) return null;
  if (numEpochs(examined) < 5 || point.step < 100 || loss < 0.98 * blind) return null;
  if ((fallOver(examined.points, WINDOW) ?? 0) > ON_ITS_WAY) return null;
  const bend = bendRemedy(examined);
  const isStill = moved !== null && moved < HARDLY;
  const sentence =
    `After ${point.epoch} epochs the train loss is ${numeral(loss)}; one answer for all samples, without ` +
    `looking at them, has ${numeral(blind)}.`;
  if (bend) {
    return {
      sentence: `${sentence} Without an activation it only draws straight lines.`,
      remedy: bend,
    };
  }
  if (!isStill) return { sentence, remedy: otherSeed() };
  return {
    sentence: `${sentence} The weights have moved by only ${percent(moved)}.`,
    remedy: timesLearningRate(examined, 10),
  };
}

export default { name: "no better than blind", order: 70, find } satisfies Sign;
