/** Finds lessons by a search, and decides which group is open. Pure. */
import type { Lesson } from "../../api/types";
import { lessonFindables } from "../../project/findables";
import { ranked } from "../../project/rank";

/** The lessons that fit a search, the best first. */
export function lessonsFound(lessons: readonly Lesson[], search: string): readonly Lesson[] {
  const byId = new Map(lessons.map((lesson) => [lesson.id, lesson]));
  return ranked(lessonFindables(lessons), search).flatMap(({ item: { taking } }) => {
    const found = taking.does === "lesson" ? byId.get(taking.id) : undefined;
    return found ? [found] : [];
  });
}

/** The groups in the order of their first lesson. */
export function groupedLessons(
  lessons: readonly Lesson[],
): readonly (readonly [group: string, members: readonly Lesson[]])[] {
  const groups = new Map<string, Lesson[]>();
  for (const lesson of lessons)
    groups.set(lesson.group, [...(groups.get(lesson.group) ?? []), lesson]);
  return [...groups];
}

/** The group that is open at first: the group of the lesson on the canvas, else the first group. */
export function groupAtFirst(lessons: readonly Lesson[], title: string): string | undefined {
  return (lessons.find(({ project }) => project.title === title) ?? lessons[0])?.group;
}
