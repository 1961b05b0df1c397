/** Divides the text of a lesson into the steps of a caption: a few sentences each, none of them cut. Pure. */
import type { Lesson } from "../../api/types";

export interface CaptionStep {
  readonly words: string;
  /** Whether it is the lesson's question. */
  readonly isQuestion: boolean;
}

/** Sentences of a paragraph share a step up to this many letters: two lines at 1280 pixels. */
const MOST_LETTERS = 170;

/** The steps of a lesson. No step goes over the end of a paragraph; the question is the last one. */
export function captionSteps({ text, question }: Pick<Lesson, "text" | "question">): CaptionStep[] {
  const steps = text
    .split(/\n{2,}/)
    .flatMap((paragraph) => grouped(sentencesOf(paragraph)))
    .map((words) => ({ words, isQuestion: false }));
  return question ? [...steps, { words: question, isQuestion: true }] : steps;
}

/** The sentences of a paragraph. The point of a number or of an abbreviation such as e.g. ends none. */
export function sentencesOf(paragraph: string): string[] {
  const whole = paragraph.replaceAll(/\s+/g, " ").trim();
  const ends = /(?<!\b(?:e\.g|i\.e|vs|approx)\.)(?<=[.!?]["”’)]?) (?=["“‘([]?[\p{Lu}\d])/u;
  return whole.split(ends).filter((sentence) => sentence !== "");
}

function grouped(sentences: readonly string[]): string[] {
  const groups: string[] = [];
  for (const sentence of sentences) {
    const last = groups.at(-1);
    const joined = `${last} ${sentence}`;
    if (last !== undefined && joined.length <= MOST_LETTERS) groups[groups.length - 1] = joined;
    else groups.push(sentence);
  }
  return groups;
}
