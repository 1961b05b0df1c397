/** A grid of numbers drawn as colours: the output of a unit over the plane, a weight matrix, an image. */
import { useCallback } from "react";

import { paint, type PixelValues, type Shade } from "./colourScale";
import { PixelPicture, type PixelPictureProps } from "./PixelPicture";
import { useColourMode } from "./useColourMode";

export interface HeatMapProps extends Omit<PixelPictureProps, "fill"> {
  /** `height` rows of `width` numbers, the top row first. */
  readonly values: PixelValues;
  /** How numbers become colours. Pass the same object until the shade changes. */
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
