/** A bound of a signed scale that does not flicker while the values drift. */
import { useState } from "react";

import { stickyMax } from "../components/colourScale";

/** The bound to draw `max` with; it grows at once and shrinks late. */
export function useSticky(max: number): number {
  const [bound, setBound] = useState(max);
  const next = stickyMax(bound, max);
  if (next !== bound) setBound(next);
  return next;
}
