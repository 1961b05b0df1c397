/** Starts something from a click; what goes wrong is said on the page. */
import { sayError } from "../store/messages";

export function quietly(going: Promise<unknown>): void {
  going.catch(sayError);
}
