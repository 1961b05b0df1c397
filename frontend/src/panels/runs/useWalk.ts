/** Walks through the columns of a strip, with the pointer or with the arrow keys. */
import { useState, type FocusEvent, type KeyboardEvent, type PointerEvent } from "react";

import { cellAt, pointIn } from "../../components/pixels";

/** Columns that each key goes on. */
const BY: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

interface Walk {
  /** The column that is pointed at or walked to; null if there is none. */
  readonly at: number | null;
  /** Whether the keys walked there. */
  readonly isByKey: boolean;
}

const NOWHERE: Walk = { at: null, isByKey: false };

/** `now` is the column where the keys begin. The listeners are for the strip itself. */
export function useWalk(columns: number, now: number) {
  const [walk, setWalk] = useState<Walk>(NOWHERE);
  const leave = () => setWalk(NOWHERE);
  const listeners = {
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const { x, width } = pointIn(event);
      setWalk({ at: cellAt(x, 0, { width, height: 1 }, columns, 1), isByKey: false });
    },
    onPointerLeave: leave,
    onBlur: (_: FocusEvent<HTMLElement>) => leave(),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const by = BY[event.key];
      if (by === undefined || event.shiftKey || event.ctrlKey || event.metaKey) return;
      // Otherwise the key would also train a step.
      event.preventDefault();
      const to = walk.at === null ? now : walk.at + by;
      setWalk({ at: Math.max(0, Math.min(columns - 1, to)), isByKey: true });
    },
  };
  return { ...walk, listeners };
}
