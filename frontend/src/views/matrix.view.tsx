/** A weight matrix: rows are outputs, columns inputs. */
import { useMemo } from "react";

import { valueAt } from "../api/reading";
import { largestMagnitude, signed } from "../components/colourScale";
import { MatrixPicture } from "../components/MatrixPicture";
import { ScaleLegend } from "../components/ScaleLegend";
import { pixelsOf, numberText, unitOf } from "./tensors";
import { useSticky } from "./useSticky";
import { defineView, type ViewProps } from "./view";

function Matrix({ reading, label, compact, onHover }: ViewProps<"matrix">) {
  const values = reading.tensors.values;
  const [rows = 0, columns = 0] = values.shape;
  const unit = unitOf(values);
  const pixels = pixelsOf(values);
  const bound = useSticky(largestMagnitude(pixels, unit));
  const shade = useMemo(() => signed(bound, unit), [bound, unit]);
  return (
    <>
      <MatrixPicture
        values={pixels}
        rows={rows}
        columns={columns}
        shade={shade}
        label={label}
        onHover={
          onHover &&
          ((cell) => {
            if (!cell) return onHover(null);
            const value = valueAt(values, cell.row * columns + cell.column);
            onHover(`from ${cell.column + 1} to ${cell.row + 1}: ${numberText(value)}`);
          })
        }
      />
      {!compact && <ScaleLegend shade={shade} />}
    </>
  );
}

export default defineView({ title: "Weights", draws: "matrix", Draw: Matrix });
