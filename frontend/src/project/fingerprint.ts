/** Texts that are equal where settings mean the same. Pure. */

/** The same text for the same meaning: null counts as left out, and the order of fields does not matter. */
export function fingerprint(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    const filled = Object.entries(part as Record<string, unknown>).filter(
      ([, inner]) => inner !== null,
    );
    return Object.fromEntries(filled.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
