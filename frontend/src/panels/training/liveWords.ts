/** The training's own settings: which stand at the top of the panel, and what is set of the others. Pure. */
import type { Catalogue, TrainingFile } from "../../api/types";
import { fieldLabel } from "../../project/projectWords";

/** What a person reaches for while it trains, and what they set before. */
export const NEAR = ["l2", "batch_size", "epochs"] as const;

/** The names of the settings that are not at their default; `none` where all are. */
export function setWords(
  training: TrainingFile,
  fields: readonly string[],
  declared: Catalogue["training"],
): string {
  const own: Readonly<Record<string, unknown>> = { ...training };
  const isSet = (name: string) => (own[name] ?? null) !== (declared?.defaults[name] ?? null);
  const names = fields
    .filter((name) => own[name] !== undefined && isSet(name))
    .map((name) => fieldLabel(name, declared?.schema.properties[name]));
  return names.join(", ") || "none";
}
