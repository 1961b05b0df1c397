/** Starts something from a click; what goes wrong is said on the page. */
import { notifyError } from "../store/messages";

export function quietly(going: Promise<unknown>): void {
  going.catch(notifyError);
}
