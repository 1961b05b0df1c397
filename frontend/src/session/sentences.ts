/** An error as people read it. Pure. */

export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
