/** A lesson that was deleted to the last node is left: the empty canvas keeps neither its title nor its pace. */
import { normalise } from "../project/graph";
import { useLessonsState, useShownByLesson } from "../store/lessons";
import { usePreferences } from "../store/preferences";
import { untracked, useProject } from "../store/project";

/** Watches the drawing until the function it gives is called. Undo brings nodes and title back together. */
export function leaveEmptiedLessons(): () => void {
  return useProject.subscribe(({ file, origin }, before) => {
    const isEmptied = file.network.nodes.length === 0 && before.file.network.nodes.length > 0;
    if (!isEmptied || origin !== before.origin || !isOfLesson(file.title)) return;
    untracked(() => useProject.getState().rename(normalise({}).title));
    usePreferences.getState().set({ speed: null });
    useShownByLesson.setState({ shows: null });
  });
}

/** What a person has named keeps its name. */
function isOfLesson(title: string): boolean {
  return useLessonsState.getState().lessons.some(({ project }) => project.title === title);
}
