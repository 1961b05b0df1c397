/** What a weight does, and where the gradient moves it: the words below its number. */
import { exactText } from "../../components/exactText";
import type { Exact } from "./useExact";

interface WeightWordsProps {
  /** Null until it is measured. */
  readonly exact: Exact | null;
  /** The unit that the weight comes from, and the unit it leads to. */
  readonly input: string;
  readonly unit: string;
}

export function WeightWords({ exact, input, unit }: WeightWordsProps) {
  if (exact?.value === null || exact?.value === undefined) return null;
  return (
    <>
      <p>{signWords(exact.value, input, unit)}</p>
      <p>{gradientWords(exact.gradient)}</p>
    </>
  );
}

export function signWords(weight: number, input: string, unit: string): string {
  if (weight === 0) return `Zero: ${input} does not reach ${unit}`;
  return weight > 0
    ? `Positive: more of ${input} means more of ${unit}`
    : `Negative: more of ${input} means less of ${unit}`;
}

export function gradientWords(gradient: number | null): string {
  if (gradient === null) return "No gradient yet: it comes with the first step";
  if (gradient === 0) return "Gradient 0: the last batch does not move it";
  return `Gradient ${exactText(gradient)}: the last batch wants it ${gradient > 0 ? "smaller" : "larger"}`;
}
