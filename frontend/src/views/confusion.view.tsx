/** Which classes are taken for which: true classes down, predicted ones across; right ones blue, wrong ones orange. */
import { useMemo } from "react";

import { signed } from "../components/colourScale";
import { MatrixPicture } from "../components/MatrixPicture";
import { floatsOf } from "./tensors";
import { defineView, type ViewProps } from "./view";

/** In larger tables a cell has no room for its number. */
const MOST_WRITTEN = 20;
const SHADE = signed(1);

function Confusion({ reading, label, onHover }: ViewProps<"confusion">) {
  const tensor = reading.tensors.counts;
  const counts = useMemo(() => floatsOf(tensor), [tensor]);
  const size = tensor.shape[0] ?? 0;
  const strengths = useMemo(() => strengthsOf(counts, size), [counts, size]);
  const known = reading.facts.classes;
  const names = Array.from({ length: size }, (_, at) => known[at] ?? String(at));
  const count = (row: number, column: number) => counts[row * size + column] ?? 0;
  const words = (row: number, column: number) =>
    `${names[row]} taken for ${names[column]}: ${count(row, column)} of ${total(counts, size, row)}`;
  return (
    <MatrixPicture
      values={strengths}
      rows={size}
      columns={size}
      shade={SHADE}
      label={label}
      rowNames={names}
      columnNames={names}
      cellText={size <= MOST_WRITTEN ? (row, column) => count(row, column) || "" : undefined}
      cellLabel={words}
      onHover={onHover && ((cell) => onHover(cell && words(cell.row, cell.column)))}
    />
  );
}

/**
 * The share of its row as a colour: right ones above 0, wrong ones below. The root makes single mistakes visible
 * beside hundreds of hits.
 */
function strengthsOf(counts: ArrayLike<number>, size: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, at) => {
    const row = Math.floor(at / size);
    const share = Math.sqrt((counts[at] ?? 0) / Math.max(1, total(counts, size, row)));
    return row === at % size ? share : -share;
  });
}

function total(counts: ArrayLike<number>, size: number, row: number): number {
  let sum = 0;
  for (let column = 0; column < size; column += 1) sum += counts[row * size + column] ?? 0;
  return sum;
}

export default defineView({ title: "Confusion", draws: "confusion", Draw: Confusion });
