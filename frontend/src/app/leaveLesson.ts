/** Leaves a lesson when its last node is deleted: the empty canvas keeps neither the lesson's title nor its speed. */
import { normalise } from "../project/graph";
import { useLessonsState, useShownByLesson } from "../store/lessons";
import { usePreferences } from "../store/preferences";
import { untracked, useProject } from "../store/project";

/** Watches the drawing until the returned function is called. Undo restores the nodes and the title together. */
export function leaveEmptiedLessons(): () => void {
  return useProject.subscribe(({ file, origin }, before) => {
    const isEmptied = file.network.nodes.length === 0 && before.file.network.nodes.length > 0;
    if (!isEmptied || origin !== before.origin || !isOfLesson(file.title)) return;
    untracked(() => useProject.getState().rename(normalise({}).title));
    usePreferences.getState().set({ speed: null });
    useShownByLesson.setState({ shows: null });
  });
}

/** Whether a title is the title of a lesson. A title that a person wrote is kept. */
function isOfLesson(title: string): boolean {
  return useLessonsState.getState().lessons.some(({ project }) => project.title === title);
}
