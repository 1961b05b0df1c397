/** What the check says against one part of the training. Pure. */
import type { Problem } from "../../api/types";

export interface PartProblems {
  /** About the part as a whole. */
  readonly whole: readonly string[];
  /** By field: the first sentence about each. */
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
