/** The names of weights, params and quantities in a training step. Pure. */
import type { Followed } from "../../store/walk";
import { numberText } from "../../views/tensors";

/** Returns the name of a node for people. */
export type NameOf = (node: string) => string;

export const QUANTITIES: Readonly<Record<string, string>> = {
  gradient: "gradient",
  change: "change Δ",
  exp_avg: "exp_avg (m)",
  exp_avg_sq: "exp_avg_sq (v)",
};

export function weightName({ param, index }: Followed, nameOf?: NameOf): string {
  return `${nameOf ? paramName(param, nameOf) : param}[${index.join(", ")}]`;
}

export function paramName(path: string, nameOf: NameOf): string {
  const [node = "", ...rest] = path.split(".");
  return `${nameOf(node)} ${rest.join(".")}`;
}

export function numberOrDash(value: number | null | undefined): string {
  return typeof value === "number" ? numberText(value) : "–";
}
