/** Which branches a new layer joins that is added without pointing: Add, Concat, Multiply. Pure. */
import type { ProjectFile } from "../../api/types";
import { nodeOf, wiresInto } from "../../project/graph";
import { drawingOf } from "./cards";

/**
 * The nodes whose outputs the layer takes. Of several chosen cards it takes all. Of a single one it takes its output and
 * what came into it, which makes a skip connection around the card; only data that come straight from the input do not
 * skip.
 */
export function branchesFor(
  file: ProjectFile,
  chosen: readonly string[],
  isElementwise: (type: string) => boolean,
): readonly string[] {
  const { cards, cardOf } = drawingOf(file, isElementwise);
  const before = (id: string) => wiresInto(file, id)[0]?.source;
  // Nothing comes out of the output: what leads to it is meant.
  const meant = chosen.map((id) => (typeOf(file, id) === "output" ? before(id) : id));
  const ids = new Set(meant.flatMap((id) => cardOf.get(id ?? "") ?? []));
  const found = cards.filter(({ id }) => ids.has(id));
  const [only] = found;
  if (found.length !== 1 || !only) return found.map(({ last }) => last);
  const start = before(only.id);
  const skips = start !== undefined && typeOf(file, start) !== "input";
  return skips ? [only.last, start] : [only.last];
}

function typeOf(file: ProjectFile, id: string): string | undefined {
  return nodeOf(file, id)?.layer.type;
}
