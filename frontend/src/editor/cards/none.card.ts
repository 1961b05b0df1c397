/** An empty picture, for a layer whose output is unknown or has no picture. */
import { EMPTY } from "./layouts";
import { definePicture } from "./picture";
import { ORDINARY } from "./subject";

export default definePicture({
  kind: "none",
  example: ORDINARY,
  fits: () => "anything",
  layout: () => EMPTY,
  label: () => "nothing to draw yet",
  probes: () => [],
  paint: () => undefined,
  describe: () => ({ name: "" }),
});
