/** Filters and feature maps: one small picture a channel. */
import { useMemo } from "react";

import { valueAt, type Tensor } from "../api/reading";
import { signed, type Shade } from "../components/colourScale";
import { ImageStack } from "../components/ImageStack";
import { boundOf, pixelsOf, shown, spanOf, tensorOf, unitOf } from "./tensors";
import { useSticky } from "./useSticky";
import { defineView, type ViewProps } from "./view";

function Image({ reading, label, onHover }: ViewProps) {
  const values = tensorOf(reading, "values");
  const [count = 0, height = 1, width = 1] = values.shape;
  const bounds = Array.from({ length: count }, (_, at) => boundOf(values, at));
  const bound = useSticky(Math.max(0, ...bounds));
  const shades = useMemo(() => shadesOf(values, bound), [bound, values]);
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
          const place = `channel ${cell.image + 1}, row ${cell.row + 1}, column ${cell.column + 1}`;
          onHover(`${place}: ${shown(valueAt(values, at))}`);
        })
      }
    />
  );
}

/** What has both signs is orange and blue, what has not is a night sky. */
function shadesOf(values: Tensor, bound: number): Shade[] {
  const isSigned = spanOf(values)[0] < 0;
  return Array.from({ length: values.shape[0] ?? 0 }, (_, at) => {
    const unit = unitOf(values, at);
    return isSigned ? signed(bound, unit) : { scale: "features", low: 0, high: bound || 1, unit };
  });
}

export default defineView({ title: "Pictures", draws: "image", Draw: Image });
