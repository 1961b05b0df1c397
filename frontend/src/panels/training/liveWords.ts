/** The training's own settings: which are at the top of the panel, and which of the others are set. Pure. */
import type { Catalogue, TrainingFile } from "../../api/types";
import { fieldLabel } from "../../project/projectWords";

/** The settings at the top of the panel: those that people change most often. */
export const NEAR = ["l2", "batch_size", "epochs"] as const;

/** The names of the settings that differ from their defaults; `none` if none does. */
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
