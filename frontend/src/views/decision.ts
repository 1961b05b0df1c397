/** Turns the class probabilities over the plane into what the decision map is coloured by. Pure. */
import { valueAt, type Tensor } from "../api/reading";

export interface Decision {
  /** The most likely class of each pixel. */
  readonly classes: Uint8Array;
  /** 0 where all classes are equally likely, 255 where the network is certain. */
  readonly strength: Uint8Array;
}

/** `values` has the shape [classes, height, width]. With `discrete`, every pixel gets the full colour of its class. */
export function decide(values: Tensor, discrete: boolean): Decision {
  const count = values.shape[0] ?? 0;
  const size = (values.shape[1] ?? 0) * (values.shape[2] ?? 0);
  const classes = new Uint8Array(size);
  const strength = new Uint8Array(size);
  const chance = 1 / Math.max(2, count);
  for (let at = 0; at < size; at += 1) {
    const best = likeliest(values, count, size, at);
    const share = (valueAt(values, best * size + at) - chance) / (1 - chance);
    classes[at] = best;
    strength[at] = discrete ? 255 : Math.round(255 * Math.min(1, Math.max(0, share)));
  }
  return { classes, strength };
}

function likeliest(values: Tensor, count: number, size: number, at: number): number {
  let best = 0;
  let most = -Infinity;
  for (let index = 0; index < count; index += 1) {
    const value = valueAt(values, index * size + at);
    if (value > most) [best, most] = [index, value];
  }
  return best;
}
