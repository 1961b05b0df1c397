/** Asks for something new until the server has saved it. */
import { isDelayed } from "../api/client";
import { dismissOf, notify } from "../store/messages";

/** How long after "saving is delayed" the same is asked for again. */
const RETRY_MS = 1_000;

/**
 * What was asked for, once it is saved: while saving is delayed the person reads why, and the same request is sent again.
 * It must carry a name, so that it is made once. Null where it is needed no longer.
 */
export async function untilSaved<T>(
  ask: () => Promise<T>,
  isNeedless: () => boolean = () => false,
): Promise<T | null> {
  for (;;) {
    try {
      const made = await ask();
      dismissOf(["saving"]);
      return made;
    } catch (error) {
      if (!isDelayed(error)) throw error;
      notify(error.message, { cause: "saving" });
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    if (isNeedless()) return null;
  }
}
