/** The likeliest next token at each place of the shown text. */
import { answersPicture } from "./answers";
import { definePicture } from "./picture";

export default definePicture(answersPicture("expected", "next_tokens"));
