/** The training stands still at a bad place, where the gradient is nearly zero. */
import {
  newest,
  numeral,
  otherSeed,
  percent,
  trainLosses,
  type Examined,
  type Finding,
  type Sign,
} from "./examined";

const WINDOW = 20;
/** A gradient below this part of its largest is nearly zero. */
const NEARLY_ZERO = 0.05;

function find(examined: Examined): Finding | null {
  const { points } = examined;
  const losses = trainLosses(points);
  const point = newest(examined);
  if (!point || losses.length <= 2 * WINDOW) return null;
  if (point.accuracy === null || point.accuracy >= 0.9 || point.gradient === null) return null;
  const before = Math.min(...losses.slice(0, -WINDOW));
  const now = Math.min(...losses.slice(-WINDOW));
  const largest = Math.max(...points.map(({ gradient }) => gradient ?? 0));
  if (now < 0.998 * before || point.gradient > NEARLY_ZERO * largest) return null;
  return {
    sentence:
      `For ${WINDOW} epochs the train loss has stood at ${numeral(now)}, with ${percent(point.accuracy)} right, and ` +
      `the gradient is ${numeral(point.gradient)}. Another start may find more.`,
    remedy: otherSeed(),
  };
}

export default { name: "stuck", order: 100, find } satisfies Sign;
