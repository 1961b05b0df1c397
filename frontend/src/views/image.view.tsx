/** Filters and feature maps: one small picture for each channel. */
import type { Tensor } from "../api/reading";
import { signed, type Shade } from "../components/colourScale";
import type { ImageCell } from "../components/ImageStack";
import { Slices } from "./Slices";
import { spanOf, unitOf } from "./tensors";
import { defineView, type ViewProps } from "./view";

function Image({ reading, label, onHover }: ViewProps<"image">) {
  const values = reading.tensors.values;
  return (
    <Slices values={values} shadesOf={shadesOf} placeOf={placeOf} label={label} onHover={onHover} />
  );
}

function placeOf({ image, row, column }: ImageCell): string {
  return `channel ${image + 1}, row ${row + 1}, column ${column + 1}`;
}

/** Signed values are drawn in orange and blue. Values without negatives use the dark `features` scale. */
function shadesOf(values: Tensor, bound: number): Shade[] {
  const isSigned = spanOf(values)[0] < 0;
  return Array.from({ length: values.shape[0] ?? 0 }, (_, at) => {
    const unit = unitOf(values, at);
    return isSigned ? signed(bound, unit) : { scale: "features", low: 0, high: bound || 1, unit };
  });
}

export default defineView({ title: "Pictures", draws: "image", Draw: Image });
