/** Why the server lets nobody in, while there is no connection: another one goes on with the runs in its database. */
import { useEffect, useState } from "react";

import { getHealth } from "../api/health";

const ASK_MS = 2_000;

/** The server's own sentence; null where it does not answer or will take the page in. */
export function useWaitingReason(isLost: boolean): string | null {
  const [reason, setReason] = useState<string | null>(null);
  useEffect(() => {
    if (!isLost) return;
    let isGone = false;
    const ask = () => {
      getHealth().then(
        (health) => {
          if (!isGone) setReason(health.status === "waiting" ? health.reason : null);
        },
        () => {
          if (!isGone) setReason(null);
        },
      );
    };
    ask();
    const timer = setInterval(ask, ASK_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
      setReason(null);
    };
  }, [isLost]);
  return reason;
}
