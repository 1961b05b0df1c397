/** The slices of a tensor side by side, on one scale that does not flicker: units over the plane, channels of a picture. */
import { useMemo } from "react";

import { valueAt, type Tensor } from "../api/reading";
import type { Shade } from "../components/colourScale";
import { ImageStack, type ImageCell } from "../components/ImageStack";
import { boundOf, pixelsOf, numberText } from "./tensors";
import { useSticky } from "./useSticky";
import type { ViewProps } from "./view";

interface SlicesProps extends Pick<ViewProps, "label" | "onHover"> {
  /** Slices, rows, columns. */
  readonly values: Tensor;
  /** A shade for each slice; a function that stays the same, or everything is drawn anew. */
  readonly shadesOf: (values: Tensor, bound: number) => Shade[];
  /** What a hovered place is called. */
  readonly placeOf: (cell: ImageCell) => string;
}

export function Slices({ values, shadesOf, placeOf, label, onHover }: SlicesProps) {
  const [count = 0, height = 1, width = 1] = values.shape;
  const bounds = Array.from({ length: count }, (_, at) => boundOf(values, at));
  const bound = useSticky(Math.max(0, ...bounds));
  const shades = useMemo(() => shadesOf(values, bound), [bound, shadesOf, values]);
  return (
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
  );
}
