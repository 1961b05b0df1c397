/** The areas of a block that is not folded: one for each row of its cards. Pure. */
import { around, type Box } from "./rows";

/** The boxes around cards that stand beside one another, from the top; each is `away` larger on all sides. */
export function blockRows(cards: readonly Box[], away: number): readonly Box[] {
  const rows: Box[] = [];
  for (const card of [...cards].sort((a, b) => a.top - b.top)) {
    const row = rows.at(-1);
    if (row && card.top < row.bottom) rows[rows.length - 1] = around([row, card]);
    else rows.push(card);
  }
  return rows.map(({ left, top, right, bottom }) => ({
    left: left - away,
    top: top - away,
    right: right + away,
    bottom: bottom + away,
  }));
}
