/** All signs of a training that goes wrong: every `*.sign.ts` of this folder. */
import type { Examined, Finding, Sign } from "./examined";

const files = import.meta.glob<Sign>("./*.sign.ts", { eager: true, import: "default" });

/** All signs, causes first. */
export const SIGNS: readonly Sign[] = Object.values(files).sort((a, b) => a.order - b.order);

export interface NamedFinding extends Finding {
  /** The name of its sign. */
  readonly sign: string;
}

/** Everything that is found, causes first. */
export function findings(examined: Examined): readonly NamedFinding[] {
  return SIGNS.flatMap(({ name, find }) => {
    const found = find(examined);
    return found ? [{ ...found, sign: name }] : [];
  });
}
