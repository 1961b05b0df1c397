/** Filters and feature maps: one small picture for each channel. */
import type { Tensor } from "../api/reading";
import { signed, type Shade } from "../components/colourScale";
import type { ImageCell } from "../components/ImageStack";
import { Slices } from "./Slices";
import { boundOf, spanOf, unitOf } from "./tensors";
import { defineView, type ViewProps } from "./view";

function Image({ reading, ...room }: ViewProps<"image">) {
  const values = reading.tensors.values;
  return <Slices {...room} values={values} shadesOf={shadesOf} placeOf={placeOf} />;
}

function placeOf({ image, row, column }: ImageCell): string {
  return `channel ${image + 1}, row ${row + 1}, column ${column + 1}`;
}

/**
 * Signed values are drawn in orange and blue on one scale, so that weights can be compared. Values without negatives
 * use the dark `features` scale, each channel up to its own largest value, so that a weak channel is seen too.
 */
export function shadesOf(values: Tensor, bound: number): Shade[] {
  const isSigned = spanOf(values)[0] < 0;
  return Array.from({ length: values.shape[0] ?? 0 }, (_, at) => {
    const unit = unitOf(values, at);
    if (isSigned) return signed(bound, unit);
    return { scale: "features", low: 0, high: boundOf(values, at) || 1, unit };
  });
}

export default defineView({ title: "Pictures", draws: "image", Draw: Image });
