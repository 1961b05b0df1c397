/** The shown sample, if it is a grey image. */
import { valuesOf, type Tensor } from "../../api/reading";
import type { Shade } from "../../components/colourScale";
import { IMAGE_PICK, imageWords } from "./images";
import { whole } from "./layouts";
import { featureMaps, readingOf } from "./measured";
import { paintImages } from "./painting";
import { definePicture, type Frames, type OfNodes } from "./picture";
import { slice, type Piece } from "./pieces";
import { isImage, ORDINARY, type Subject } from "./subject";
import { pixelsOf, unitOf } from "./tensors";

const SIDE = 72;

export default definePicture({
  kind: "image",
  example: { ...ORDINARY, type: "input", shape: [1, 8, 8] },
  fits: (subject) => (isImage(subject) && isSample(subject) ? "layer" : "no"),
  layout: () => whole(SIDE, SIDE, 1),
  label: () => "the shown sample",
  probes: (sample) => [featureMaps(sample)],
  paint: (context, scene) =>
    paintImages(context, scene, valuesOf(readingOf(scene.frames[0], scene.last)), inkShade),
  piece: pieceOf,
  describe: (part, { frames, sample }) =>
    imageWords("the shown sample", part, pieceOf(frames, part), sample),
  pick: IMAGE_PICK,
});

/**
 * Whether the output of the card is a sample with one channel: at an input, an output, or the switch between real and
 * generated samples.
 */
function isSample({ type, place, shape }: Subject): boolean {
  return shape?.[0] === 1 && (type === "input" || type === "output" || place === "switch");
}

function pieceOf(
  [frame]: Frames,
  { last, index }: OfNodes & { readonly index: number },
): Piece | null {
  const tensor = valuesOf(readingOf(frame, last));
  if (!tensor) return null;
  return slice(tensor, index, (bound) => ({ scale: "ink", low: 0, high: bound || 1 }));
}

/** A shade from the smallest to the largest number of the image. */
function inkShade(tensor: Tensor): Shade {
  let low = Infinity;
  let high = -Infinity;
  for (const value of pixelsOf(tensor)) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const unit = unitOf(tensor, 0);
  return { scale: "ink", low: low * unit, high: high * unit, unit };
}
