/** The lessons as a course: one after the other. Pure. */
import type { Lesson } from "../api/types";

/** How fast a text in a second language is read, in words a minute. */
const WORDS_A_MINUTE = 120;
/** The time to train the lesson's network and to try the question out, in minutes. */
const TRYING_MINUTES = 3;

/** Where a lesson is in the course. */
export interface CoursePlace {
  /** Counted from 1. */
  readonly number: number;
  readonly total: number;
  readonly previous: Lesson | null;
  readonly next: Lesson | null;
}

/** The place of a lesson among the lessons in their order; null where it is none of them. */
export function placeInCourse(lessons: readonly Lesson[], id: string): CoursePlace | null {
  const at = lessons.findIndex((lesson) => lesson.id === id);
  if (at < 0) return null;
  return {
    number: at + 1,
    total: lessons.length,
    previous: lessons[at - 1] ?? null,
    next: lessons[at + 1] ?? null,
  };
}

/** About how long a lesson takes: reading it, training its network and trying its question out. */
export function minutesOf({ text, question }: Pick<Lesson, "text" | "question">): number {
  const words = `${text} ${question}`.split(/\s+/).filter(Boolean).length;
  return Math.ceil(words / WORDS_A_MINUTE) + TRYING_MINUTES;
}

/** How many of these lessons are done. */
export function numDone(lessons: readonly Lesson[], done: readonly string[]): number {
  return lessons.filter(({ id }) => done.includes(id)).length;
}
