/** Each message of the server by itself: one that cannot be used is told, and those beside it are not lost. */
import { sentenceOf } from "../api/sentenceOf";
import type { Down } from "../api/types";
import { notify } from "./messages";

/** What one message makes of a state; a message that raises changes nothing. */
export function alone<State>(
  before: State,
  message: Down,
  apply: (state: State, message: Down) => State,
): State {
  try {
    return apply(before, message);
  } catch (error) {
    const why = sentenceOf(error);
    notify(`a message “${message.type}” of the server could not be used: ${why}; reload the page`, {
      cause: "server",
    });
    return before;
  }
}
