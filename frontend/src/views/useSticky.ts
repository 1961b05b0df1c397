/** A bound for a signed scale that does not flicker while the values drift. */
import { useState } from "react";

import { stickyMax } from "../components/colourScale";

/** The bound to draw with when the largest value is `max`. It grows at once and shrinks only after a large drop. */
export function useSticky(max: number): number {
  const [bound, setBound] = useState(max);
  const next = stickyMax(bound, max);
  if (next !== bound) setBound(next);
  return next;
}
