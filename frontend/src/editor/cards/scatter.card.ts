/** Real and generated points, on the switch between them. */
import { ofKind, type Reading } from "../../api/reading";
import { classColour, css } from "../../components/colours";
import { whole, WHOLE_SIDE } from "./layouts";
import { GENERATED } from "./measured";
import { blank, clipped, type Context } from "./painting";
import { definePicture, type CardScene } from "./picture";
import { isSequence, ORDINARY } from "./subject";
import { valueOf } from "./tensors";

export default definePicture({
  kind: "scatter",
  example: { ...ORDINARY, type: "real_or_fake", shape: [2], plane: true, place: "switch" },
  fits: (subject) => {
    const { shape, place, plane, isTokens } = subject;
    const isKnown = shape !== null && !isTokens && !isSequence(subject);
    return place === "switch" && plane && isKnown ? "place" : "no";
  },
  layout: () => whole(WHOLE_SIDE, WHOLE_SIDE, 2),
  label: () => "real and generated points",
  probes: () => [GENERATED],
  paint: (context, scene) => paintPoints(context, scene, scene.frames[0]?.readings[0]),
  describe: () => ({ name: "real and generated points" }),
});

/** Draws each point as a small dot; its colour says whether it is real or generated. */
function paintPoints(
  context: Context,
  { picture: { tiles }, mode }: CardScene,
  reading: Reading | undefined,
): void {
  const [tile] = tiles;
  if (!tile) return;
  blank(context, tiles, mode);
  const plane = ofKind(reading, "scatter");
  const low = plane?.facts.low ?? 0;
  const span = (plane?.facts.high ?? 0) - low;
  if (!plane || !(span > 0)) return;
  const { points, group } = plane.tensors;
  clipped(context, tiles, 4, () => {
    for (let at = 0; at < group.data.length; at += 1) {
      const [x1, x2] = [valueOf(points, 2 * at), valueOf(points, 2 * at + 1)];
      context.fillStyle = css(classColour(valueOf(group, at)), 0.8);
      const x = tile.x + ((x1 - low) / span) * tile.width;
      const y = tile.y + (1 - (x2 - low) / span) * tile.height;
      context.fillRect(x - 0.75, y - 0.75, 1.5, 1.5);
    }
  });
}
