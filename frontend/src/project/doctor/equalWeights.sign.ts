/** All first weights are alike, so all units of a layer learn the same. */
import {
  isWell,
  newest,
  numEpochs,
  numeral,
  setting,
  type Examined,
  type Finding,
  type Sign,
} from "./examined";

const ALIKE = ["zeros", "constant"];

function find(examined: Examined): Finding | null {
  const { initializer } = examined.file.training;
  const point = newest(examined);
  // A single layer learns as well from equal weights as from others.
  const isDeep = Object.keys(examined.gradients).length > 1;
  if (!isDeep || !initializer || !ALIKE.includes(initializer.type)) return null;
  if (!point || numEpochs(examined) < 2 || point.train === null || isWell(examined)) return null;
  const title = examined.find("initializers", initializer.type)?.title ?? initializer.type;
  return {
    sentence:
      `The first weights are all alike (${title}), so all units of a layer learn the same: ` +
      `the train loss is ${numeral(point.train)} after ${point.epoch} epochs.`,
    remedy: setting("Draw them at random", { initializer: null }),
  };
}

export default { name: "equal first weights", order: 30, find } satisfies Sign;
