/** Draws the slices of a tensor side by side on one stable scale: units over the plane, or channels of a picture. */
import { useMemo } from "react";

import { valueAt, type Tensor } from "../api/reading";
import type { Shade } from "../components/colourScale";
import { ScaleLegend, type ScaleLegendProps } from "../components/ScaleLegend";
import { ImageStack, type ImageCell } from "../components/ImageStack";
import { boundOf, pixelsOf, numberText } from "./tensors";
import { useSticky } from "./useSticky";
import type { ViewProps } from "./view";

interface SlicesProps extends Pick<ViewProps, "label" | "onHover" | "compact"> {
  /** Shape: slices, rows, columns. */
  readonly values: Tensor;
  /** Gives a shade for each slice. Pass the same function at each render, or all slices are drawn again. */
  readonly shadesOf: (values: Tensor, bound: number) => Shade[];
  /** The name of a hovered cell. */
  readonly placeOf: (cell: ImageCell) => string;
}

export function Slices({ values, shadesOf, placeOf, label, compact, onHover }: SlicesProps) {
  const [count = 0, height = 1, width = 1] = values.shape;
  const bounds = Array.from({ length: count }, (_, at) => boundOf(values, at));
  const bound = useSticky(Math.max(0, ...bounds));
  const shades = useMemo(() => shadesOf(values, bound), [bound, shadesOf, values]);
  const [first] = shades;
  return (
    <>
      <ImageStack
        values={pixelsOf(values)}
        count={count}
        width={width}
        height={height}
        shade={shades}
        label={label}
        onHover={
          onHover &&
          ((cell) => {
            if (!cell) return onHover(null);
            const at = (cell.image * height + cell.row) * width + cell.column;
            onHover(`${placeOf(cell)}: ${numberText(valueAt(values, at))}`);
          })
        }
      />
      {!compact && first && <ScaleLegend {...legendOf(shades, first)} />}
    </>
  );
}

/** One range for all slices, or the largest end where each slice has a range of its own. */
function legendOf(shades: readonly Shade[], first: Shade): ScaleLegendProps {
  const highs = shades.map(({ high }) => high);
  const [least, most] = [Math.min(...highs), Math.max(...highs)];
  if (least === most) return { shade: first };
  const text = (value: number) => (value <= 0 ? "0" : "its own largest");
  return { shade: first, text, note: `(${numberText(least)} to ${numberText(most)})` };
}
