/** The gradient vanishes on its way back to the first layers. */
import { VANISHING } from "../../components/gradientHealth";
import { inOrder } from "../order";
import {
  dyingLayers,
  layerName,
  leftToLearn,
  numEpochs,
  numeral,
  setting,
  type Examined,
  type Finding,
  type Sign,
} from "./examined";
import { reluForSaturating } from "./reluForSaturating";

/** The largest gradient is at least so many times the one that vanishes. */
const APART = 1_000;

function find(examined: Examined): Finding | null {
  const { gradients, file } = examined;
  // Dead units pass none on: that is another sign.
  if (dyingLayers(examined).length > 0) return null;
  const known = inOrder(file.network).filter(({ id }) => gradients[id] !== undefined);
  const [first] = known;
  const least = first && gradients[first.id];
  if (!first || least === undefined || !((leftToLearn(examined) ?? 0) > 0.5)) return null;
  const largest = known.reduce(
    (one, other) => ((gradients[other.id] ?? 0) > (gradients[one.id] ?? 0) ? other : one),
    first,
  );
  const most = gradients[largest.id] ?? 0;
  if (numEpochs(examined) < 2 || least >= VANISHING || most < APART * least) return null;
  return {
    sentence:
      `The gradient is ${numeral(most)} at ${layerName(examined, largest.id)} and ${numeral(least)} at ` +
      `${layerName(examined, first.id)}: the first layers hardly learn.`,
    remedy:
      reluForSaturating(examined) ??
      setting("Draw the first weights by Kaiming", { initializer: { type: "kaiming_normal" } }),
  };
}

export default { name: "vanishing gradient", order: 40, find } satisfies Sign;
