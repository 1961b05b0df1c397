/** The test loss rises while the train loss still falls: the network learns the train samples by heart. */
import {
  newest,
  numeral,
  setting,
  type Examined,
  type Finding,
  type Remedy,
  type Sign,
} from "./examined";

/** How much of a blind guess's loss the test loss must be; less is well enough. */
const WELL = 0.15;

function find(examined: Examined): Finding | null {
  const { points, health } = examined;
  const now = newest(examined);
  if (!now || now.test === null || now.train === null || points.length < 10) return null;
  const tested = points.filter(({ test }) => test !== null && Number.isFinite(test));
  const best = tested.reduce(
    (one, other) => ((other.test ?? 0) < (one.test ?? 0) ? other : one),
    now,
  );
  const since = now.epoch - best.epoch;
  if (best.test === null || best.train === null || since < Math.max(5, 0.1 * now.epoch))
    return null;
  if (now.test < 1.2 * best.test || now.train > 0.9 * best.train || now.train > now.test)
    return null;
  if (health.blind_loss !== null && now.test < WELL * health.blind_loss) return null;
  return {
    sentence:
      `The test loss was ${numeral(best.test)} at epoch ${best.epoch} and is ${numeral(now.test)} now, while the train ` +
      `loss fell to ${numeral(now.train)}: the network learns the train samples by heart.`,
    remedy: remedy(examined),
  };
}

function remedy({ file }: Examined): Remedy {
  const { l2 = 0, early_stopping: stops } = file.training;
  if (l2 < 0.01 || stops) {
    const next = l2 === 0 ? 0.003 : Number((3 * l2).toPrecision(1));
    return setting(`L2 ${numeral(l2)} → ${numeral(next)}`, { l2: next });
  }
  return setting("Stop early, at the lowest test loss", {
    early_stopping: { patience: 10, min_delta: 0, restore_best: true },
  });
}

export default { name: "gap between train and test", order: 110, find } satisfies Sign;
