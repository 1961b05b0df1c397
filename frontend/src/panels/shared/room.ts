/** How high a panel may be: as it likes where panels stand one below the other, or all of a view that fills its place. */
import { createContext, use } from "react";

import { useTextScale } from "../../components/textScale";

/** The height of the view in CSS pixels; null where panels stand one below the other. */
export const Room = createContext<number | null>(null);

/** No plot is lower than this, in rem: it scrolls instead. */
const LEAST_REM = 7;
const REM = 16;

/**
 * The height of a panel's plot: `usual`, or what the view leaves. `around` is the height of the panel's title and of the
 * rest around the plot, in rem.
 */
export function usePlotHeight<Usual>(usual: Usual, around: number): Usual | number {
  const room = use(Room);
  const rem = REM * useTextScale();
  return room === null ? usual : Math.floor(Math.max(LEAST_REM * rem, room - around * rem));
}
