/** Measures the exact number under the pointer, after the pointer has rested for a moment. */
import { useEffect, useState } from "react";

import type { Reading } from "../../api/reading";
import type { ProbeJson } from "../../api/types";
import { measure } from "../../session/session";

const REST_MS = 120;

export interface Exact {
  readonly reading: Reading;
  readonly step: number;
}

/** The newest exact answer to `probe`; null if there is none yet. With null, measures nothing. */
export function useExact(probe: ProbeJson | null): Exact | null {
  const key = probe && JSON.stringify(probe);
  const [answer, setAnswer] = useState<(Exact & { key: string }) | null>(null);
  useEffect(() => {
    if (!probe || !key) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      measure(probe).then(
        ({ reading, step }) => isWanted && setAnswer({ reading, step, key }),
        // Without an exact number, the number from the picture stays.
        () => undefined,
      );
    }, REST_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
    // The key contains the whole probe.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return answer?.key === key ? answer : null;
}
