/** An error as people read it. Pure. */

/** The sentence of an error, or whatever was thrown as text. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
