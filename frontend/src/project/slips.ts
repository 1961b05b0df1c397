/**
 * Counts typing errors. Pure.
 *
 * A slip is a letter too many, one missing, a wrong one, or two that changed places: the optimal string alignment
 * distance. The libraries for it count two slips for letters that changed places (`lsmt`), or find no beginnings.
 */

/** The slips between a word and another one, or a beginning of the other one. More than `most` is infinite. */
export function slips(word: string, other: string, most: number): number {
  // What comes later in the other word cannot be meant: the beginning is at most `most` letters longer.
  const end = Math.min(other.length, word.length + most);
  let before: number[] = [];
  let row = Array.from({ length: end + 1 }, (_, column) => column);
  for (let at = 1; at <= word.length; at += 1) {
    const next = [at];
    for (let column = 1; column <= end; column += 1) {
      const isEqual = word[at - 1] === other[column - 1];
      const swapped = word[at - 1] === other[column - 2] && word[at - 2] === other[column - 1];
      next[column] = Math.min(
        numberAt(row, column) + 1,
        numberAt(next, column - 1) + 1,
        numberAt(row, column - 1) + (isEqual ? 0 : 1),
        swapped ? numberAt(before, column - 2) + 1 : Infinity,
      );
    }
    if (Math.min(...next) > most) return Infinity;
    [before, row] = [row, next];
  }
  const fewest = Math.min(...row);
  return fewest > most ? Infinity : fewest;
}

function numberAt(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
