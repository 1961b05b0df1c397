/** A row of a table in people's units, and the numbers that the network gets for it. Pure. */
import type { Preview } from "../../api/types";

export type Column = NonNullable<Preview["columns"]>[number];

/** The value of a column: a number in its own unit, or the name of a category. */
export type ColumnValue = number | string;

/** How many inputs a column has. */
export function widthOf({ levels }: Column): number {
  return Math.max(1, levels.length);
}

/** The columns, if they make exactly so many inputs; else none. */
export function columnsFor(samples: Preview | null, count: number): readonly Column[] {
  const columns = samples?.columns ?? [];
  return columns.reduce((sum, column) => sum + widthOf(column), 0) === count ? columns : [];
}

/** What the network's numbers mean, column by column. */
export function valuesOf(inputs: readonly number[], columns: readonly Column[]): ColumnValue[] {
  let first = 0;
  return columns.map((column) => {
    const own = inputs.slice(first, (first += widthOf(column)));
    const found = own.map((input, at) => input * (column.std[at] ?? 1) + (column.mean[at] ?? 0));
    if (column.levels.length === 0) return inUnit(found[0] ?? 0, column);
    return column.levels[found.indexOf(Math.max(...found))] ?? "";
  });
}

/** A number as the column has them: whole, or with four digits. */
function inUnit(value: number, { whole }: Column): number {
  return whole ? Math.round(value) : Number(value.toPrecision(4));
}

/** The network's numbers with another value in one column. */
export function withValue(
  inputs: readonly number[],
  columns: readonly Column[],
  index: number,
  value: ColumnValue,
): number[] {
  const first = columns.slice(0, index).reduce((sum, column) => sum + widthOf(column), 0);
  const column = columns[index];
  if (!column) return [...inputs];
  const raw =
    typeof value === "number" ? [value] : column.levels.map((one) => Number(one === value));
  const made = raw.map((one, at) => (one - (column.mean[at] ?? 0)) / (column.std[at] ?? 1));
  return inputs.map((old, at) => made[at - first] ?? old);
}
