/** Filters the lessons by a search, and decides which group is open. Pure. */
import type { Lesson } from "../../api/types";

/** The groups in the order of their first lesson. Each holds the lessons that contain all words of the search. */
export function groupedLessons(
  lessons: readonly Lesson[],
  search: string,
): readonly (readonly [group: string, members: readonly Lesson[]])[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Lesson[]>();
  for (const lesson of lessons) {
    const said = `${lesson.title} ${lesson.group} ${lesson.text}`.toLowerCase();
    if (!words.every((word) => said.includes(word))) continue;
    groups.set(lesson.group, [...(groups.get(lesson.group) ?? []), lesson]);
  }
  return [...groups];
}

/** The group that is open at first: the group of the lesson on the canvas, else the first group. */
export function groupAtFirst(lessons: readonly Lesson[], title: string): string | undefined {
  return (lessons.find(({ project }) => project.title === title) ?? lessons[0])?.group;
}
