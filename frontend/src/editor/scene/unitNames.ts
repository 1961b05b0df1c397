/** The names of the units of an input: the columns of a table, or the ticked features of the plane. Pure. */
import type { CardFace } from "./scene";

const NONE: readonly string[] = [];

/** In the order of the units; empty for any other card. */
export function unitNames(face: CardFace | undefined): readonly string[] {
  if (face?.card.nodes[0]?.layer.type !== "input") return NONE;
  if (face.picture.kind === "features") return face.picture.names;
  // The line of an input on the plane is the list of its features.
  return face.picture.kind === "units" ? face.line.split("  ") : NONE;
}
