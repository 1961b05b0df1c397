/** The Bézier curve of a wire. Pure. */

/** The y of the curve from (x1, y1) to (x2, y2) at `x`. `x` must be between x1 and x2. */
export function heightAt(x: number, x1: number, y1: number, x2: number, y2: number): number {
  const share = timeAt((x - x1) / (x2 - x1));
  return y1 + (y2 - y1) * share * share * (3 - 2 * share);
}

/**
 * The parameter t (0 to 1) at which the curve has covered the share `across` (0 to 1) of its width. The control points
 * are at half the width, so the share at t is 1.5 t − 1.5 t² + t³. Solved by bisection.
 */
function timeAt(across: number): number {
  let [low, high] = [0, 1];
  for (let turn = 0; turn < 12; turn += 1) {
    const t = (low + high) / 2;
    if (1.5 * t - 1.5 * t * t + t * t * t < across) low = t;
    else high = t;
  }
  return (low + high) / 2;
}
