/** Puts a lesson on the canvas. */
import type { Lesson } from "../../api/types";
import { closeComparison } from "../../session/session";
import { useShownByLesson } from "../../store/lessons";
import { usePreferences } from "../../store/preferences";
import { useProject } from "../../store/project";

/** Puts a lesson on the canvas, with its speed and its pictures. Closes the comparison. */
export function openLesson({ pace, shows, project }: Lesson): void {
  usePreferences.getState().set({ speed: pace ?? null });
  useShownByLesson.setState({ shows });
  closeComparison();
  useProject.getState().load(project);
}

/** The id of the element that opens a lesson. */
export function lessonButton(lesson: string): string {
  return `lesson-${lesson}`;
}
