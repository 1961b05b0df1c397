/** A grid of numbers as colours: what a unit computes over the plane, a weight matrix, an image. */
import { useCallback } from "react";

import { paint, type PixelValues, type Shade } from "./colourScale";
import { PixelPicture, type PixelPictureProps } from "./PixelPicture";
import { useColourMode } from "./useColourMode";

export interface HeatMapProps extends Omit<PixelPictureProps, "fill"> {
  /** `height` rows of `width` numbers, the upper row first. */
  readonly values: PixelValues;
  /** How they become colours; keep it the same object while it says the same. */
  readonly shade: Shade;
}

export function HeatMap({ values, shade, ...picture }: HeatMapProps) {
  const mode = useColourMode();
  const fill = useCallback(
    (pixels: Uint32Array) => paint(pixels, values, shade, mode),
    [mode, shade, values],
  );
  return <PixelPicture {...picture} fill={fill} />;
}
