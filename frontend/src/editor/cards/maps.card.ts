/** Feature maps for the shown sample, one tile for each channel. */
import { IMAGE_PICK, imageWords, mapName, mapPiece, paintMaps } from "./images";
import { countWords, grid, whole } from "./layouts";
import { featureMaps } from "./measured";
import { definePicture } from "./picture";
import { isImage, ORDINARY } from "./subject";

const MOST_MAPS = 32;
const SIDE = 72;

export default definePicture({
  kind: "maps",
  example: { ...ORDINARY, type: "max_pool2d", shape: [8, 4, 4] },
  fits: (subject) => (isImage(subject) ? "samples" : "no"),
  layout: ({ shape }) => {
    const channels = shape?.[0] ?? 1;
    const shown = Math.min(channels, MOST_MAPS);
    if (channels === 1) return whole(SIDE, SIDE, 1);
    if (channels <= 8) return grid(channels, shown, 2, 36, 5);
    return grid(channels, shown, 4, channels <= 16 ? 31 : 24, channels <= 16 ? 4 : 3);
  },
  label: (picture) => `${countWords(picture)} feature maps of the shown sample`,
  probes: (sample) => [featureMaps(sample)],
  paint: paintMaps,
  piece: ([frame], { last, index }) => mapPiece(frame, last, index),
  describe: (part, { frames, sample }) => {
    const piece = mapPiece(frames[0], part.last, part.index);
    return imageWords(mapName(part.index, piece), part, piece, sample);
  },
  pick: IMAGE_PICK,
});
