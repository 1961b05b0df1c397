/** What the server found at its start and a person should know (damage, a back-up that is there), said once. */
import { useEffect } from "react";

import { getHealth } from "../api/health";
import { notify } from "../store/messages";

export function useServerNotices(): void {
  useEffect(() => {
    let isGone = false;
    const show = (notices: readonly string[]) => {
      if (isGone) return;
      for (const notice of notices) notify(notice, { action: UNDERSTOOD, cause: "server" });
    };
    // A server that does not answer is said elsewhere.
    getHealth().then(
      ({ notices }) => show(notices),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, []);
}

/** A message with a button stays until it is dismissed. */
const UNDERSTOOD = { title: "OK", run: () => undefined };
