/** Converts between tokens and the text that people read and type, by the same rule as the server. Pure. */

/** Whether tokens are words with blanks between them, not single letters. */
export function areWords(vocab: readonly string[]): boolean {
  return vocab.some((token) => token.length > 1 && !token.startsWith("["));
}

/** Tokens as a text. */
export function textOf(vocab: readonly string[], tokens: readonly number[]): string {
  const words = tokens.map((token) => vocab[token] ?? "?");
  return words.join(areWords(vocab) ? " " : "");
}

/** Splits a text into tokens: words if the tokens are words, else letters. `[MASK]` stays one token. */
export function tokensOf(vocab: readonly string[], text: string): readonly string[] {
  if (areWords(vocab)) return text.split(/\s+/).filter((word) => word !== "");
  return text.split(/(\[MASK\])/).flatMap((piece) => (piece === MASK ? [piece] : [...piece]));
}

/** The tokens of a text that are not in the vocabulary. */
export function unknownIn(vocab: readonly string[], text: string): readonly string[] {
  const known = new Set([...vocab, MASK]);
  return [...new Set(tokensOf(vocab, text).filter((token) => !known.has(token)))];
}

export const MASK = "[MASK]";
