/** The gradient jumps, and the loss with it: clip it. */
import { median, numeral, setting, type Examined, type Sign } from "./examined";

/** How many epochs a jump is spoken of, and how many before it are compared with it. */
const WINDOW = 20;
/** A gradient that is so many times as long as usual has jumped. */
const JUMP = 30;

function find(examined: Examined) {
  const { points, file } = examined;
  if (file.training.clip_grad_norm || file.training.clip_grad_value) return null;
  for (let at = points.length - 1; at >= Math.max(3, points.length - WINDOW); at--) {
    const usual = median(
      points.slice(Math.max(1, at - WINDOW), at).flatMap(({ gradient }) => gradient ?? []),
    );
    const [point, before, after] = [points[at], points[at - 1], points[at + 1]];
    const gradient = point?.gradient ?? 0;
    if (!point || !before || !(usual > 0) || gradient < JUMP * usual) continue;
    const worst = Math.max(point.train ?? 0, after?.train ?? 0);
    const now = points[points.length - 1]?.train ?? 0;
    // A loss that has come down again needs no help.
    if (before.train === null || Math.min(worst / 1.3, now / 1.1) < before.train) continue;
    const limit = Number((2 * usual).toPrecision(1));
    return {
      sentence:
        `At epoch ${point.epoch} the gradient was ${numeral(gradient / usual)} times as long as usual, ` +
        `and the train loss rose from ${numeral(before.train)} to ${numeral(worst)}.`,
      remedy: setting(`Clip the gradient at ${numeral(limit)}`, { clip_grad_norm: limit }),
    };
  }
  return null;
}

export default { name: "exploding gradient", order: 10, find } satisfies Sign;
