/** Tokens as people read and type them, by the same rule as the server. Pure. */

/** Whether tokens are words, divided by blanks, rather than letters in a row. */
export function areWords(vocab: readonly string[]): boolean {
  return vocab.some((token) => token.length > 1 && !token.startsWith("["));
}

/** A row of tokens as text. */
export function textOf(vocab: readonly string[], tokens: readonly number[]): string {
  const words = tokens.map((token) => vocab[token] ?? "?");
  return words.join(areWords(vocab) ? " " : "");
}

/** A text as tokens: words where tokens are words, else letters; what stands in brackets and is a token stays whole. */
export function tokensOf(vocab: readonly string[], text: string): readonly string[] {
  if (areWords(vocab)) return text.split(/\s+/).filter((word) => word !== "");
  return text.split(/(\[MASK\])/).flatMap((piece) => (piece === MASK ? [piece] : [...piece]));
}

/** Tokens that these data do not know. */
export function unknownIn(vocab: readonly string[], text: string): readonly string[] {
  const known = new Set([...vocab, MASK]);
  return [...new Set(tokensOf(vocab, text).filter((token) => !known.has(token)))];
}

export const MASK = "[MASK]";
