/** Runs an asynchronous action from a click. An error is shown as a message on the page. */
import { notifyError } from "../store/messages";

export function quietly(going: Promise<unknown>): void {
  going.catch(notifyError);
}
