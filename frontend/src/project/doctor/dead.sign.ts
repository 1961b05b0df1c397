/** Units that pass no gradient for any sample have stopped to learn. */
import {
  dyingLayers,
  fallOver,
  isWell,
  layerName,
  type Examined,
  type Finding,
  type Sign,
} from "./examined";
import { inPlace } from "./reluForSaturating";

/** A loss that falls by this part in a few epochs falls well: the other units do the work. */
const FALLS_WELL = 0.03;
const WINDOW = 4;

function find(examined: Examined): Finding | null {
  const dying = dyingLayers(examined).sort((a, b) => b.dead / b.units - a.dead / a.units);
  const [worst] = dying;
  const fall = fallOver(examined.points, WINDOW);
  if (!worst || fall === null || fall > FALLS_WELL || isWell(examined)) return null;
  const samples = Math.min(256, examined.health.samples);
  return {
    sentence:
      `${worst.dead} of ${worst.units} units of ${layerName(examined, worst.node)} are dead: they give ` +
      `nothing for any of ${samples} train samples, and no gradient passes them.`,
    remedy: inPlace(
      examined,
      dying.map(({ node }) => node),
      "leaky_relu",
    ),
  };
}

export default { name: "dead units", order: 50, find } satisfies Sign;
