/** Asks for the exact number under the pointer, a moment after it came to rest. */
import { useEffect, useState } from "react";

import type { Reading } from "../../api/reading";
import type { ProbeJson } from "../../api/types";
import { measure } from "../../session/session";

const REST_MS = 120;

export interface Exact {
  readonly reading: Reading;
  readonly step: number;
}

/** The newest exact answer to `probe`, null while there is none; null asks nothing. */
export function useExact(probe: ProbeJson | null): Exact | null {
  const key = probe && JSON.stringify(probe);
  const [answer, setAnswer] = useState<(Exact & { key: string }) | null>(null);
  useEffect(() => {
    if (!probe || !key) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      measure(probe).then(
        ({ reading, step }) => isWanted && setAnswer({ reading, step, key }),
        // Without an exact number the one of the picture stays.
        () => undefined,
      );
    }, REST_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
    // The key says all of the probe.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return answer?.key === key ? answer : null;
}
