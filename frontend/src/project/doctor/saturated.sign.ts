/** Activations that are nearly flat for most of their inputs let hardly any gradient through. */
import {
  layerName,
  leftToLearn,
  numEpochs,
  percent,
  setting,
  type Examined,
  type Finding,
  type Sign,
} from "./examined";
import { reluForSaturating } from "./reluForSaturating";

/** The part of an activation's inputs that must be saturated to speak of it. */
const MOST = 0.8;
/** Initializers whose first weights keep activations out of their flat parts. */
const SCALED = ["xavier_normal", "xavier_uniform", "kaiming_normal", "kaiming_uniform"];

function find(examined: Examined): Finding | null {
  const flat = examined.health.layers.filter(({ saturated }) => (saturated ?? 0) >= MOST);
  const [worst] = [...flat].sort((a, b) => (b.saturated ?? 0) - (a.saturated ?? 0));
  if (!worst || numEpochs(examined) < 2 || !((leftToLearn(examined) ?? 0) > 0.3)) return null;
  const { initializer } = examined.file.training;
  const isScaled = !initializer || SCALED.includes(initializer.type);
  const relu = reluForSaturating(
    examined,
    flat.map(({ node }) => node),
  );
  const remedy = isScaled
    ? relu
    : setting("Draw smaller first weights (Xavier)", { initializer: { type: "xavier_uniform" } });
  if (!remedy) return null;
  return {
    sentence:
      `${layerName(examined, worst.node)} is saturated: for ${percent(worst.saturated ?? 0)} of what comes in ` +
      `it is nearly flat, so hardly any gradient passes.`,
    remedy,
  };
}

export default { name: "saturation", order: 60, find } satisfies Sign;
