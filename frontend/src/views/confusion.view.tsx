/** The confusion matrix: true classes in rows, predicted classes in columns. Right is blue, wrong is orange. */
import { useMemo } from "react";

import { signed } from "../components/colourScale";
import { css, NEGATIVE, POSITIVE } from "../components/colours";
import { MatrixPicture } from "../components/MatrixPicture";
import { Legend } from "./Legend";
import { floatsOf } from "./tensors";
import { defineView, type ViewProps } from "./view";

/** Numbers are written into the cells only if there are at most this many classes. */
const MOST_WRITTEN = 20;
const SHADE = signed(1);
const LEGEND = ["right", "wrong"];
const COLOURS = [css(POSITIVE), css(NEGATIVE)];

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
    <>
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
      <Legend names={LEGEND} colours={COLOURS} />
    </>
  );
}

/**
 * The colour value of each cell: the square root of its share of the row, positive on the diagonal and negative
 * elsewhere. The root makes single mistakes visible beside hundreds of right answers.
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
