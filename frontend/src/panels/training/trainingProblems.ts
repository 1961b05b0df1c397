/** The problems that the check found in one part of the training. Pure. */
import type { Problem } from "../../api/types";

export interface PartProblems {
  /** Sentences about the part as a whole. */
  readonly whole: readonly string[];
  /** The first sentence about each field. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The problems at `training.<part>` and below it. */
export function problemsAt(problems: readonly Problem[], part: string): PartProblems {
  const place = `training.${part}`;
  const whole: string[] = [];
  const fields: Record<string, string> = {};
  for (const { place: at, sentence } of problems) {
    if (at === place) whole.push(sentence);
    const field = at.startsWith(`${place}.`) ? at.slice(place.length + 1).split(/[.[]/)[0] : null;
    if (field) fields[field] ??= sentence;
  }
  return { whole, fields };
}
