/** The likeliest token at each hidden place of the shown text. */
import { answersPicture } from "./answers";
import { definePicture } from "./picture";

export default definePicture(answersPicture("hidden", "masked_words"));
