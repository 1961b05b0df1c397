/** Which lessons this browser's person has done. */
import { create } from "zustand";
import { persist } from "zustand/middleware";

interface CourseState {
  /** Ids of lessons. */
  readonly done: readonly string[];
}

export const useCourse = create<CourseState>()(
  persist((): CourseState => ({ done: [] }), { name: "torchground-course", version: 1 }),
);

/** Marks a lesson as done, or as not done. */
export function setLessonDone(id: string, isDone: boolean): void {
  useCourse.setState(({ done }) => {
    const others = done.filter((one) => one !== id);
    return { done: isDone ? [...others, id] : others };
  });
}
