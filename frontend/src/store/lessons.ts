/** The lessons: each a project and a short text. */
import { create } from "zustand";

import type { Lesson } from "../api/types";

const NONE: readonly Lesson[] = [];

export const useLessonsState = create<{ readonly lessons: readonly Lesson[] }>(() => ({
  lessons: NONE,
}));

/** All lessons in their order; empty until they have come. */
export function useLessons(): readonly Lesson[] {
  return useLessonsState((state) => state.lessons);
}

/** What the bottom strip shows because a lesson asks for it; null where the person's own choice counts. */
export const useShownByLesson = create<{ readonly shows: Lesson["shows"] | null }>(() => ({
  shows: null,
}));
