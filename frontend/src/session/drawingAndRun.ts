/** The drawing, the run on the screen and how they differ, read from the stores at this moment. */
import type { ProjectFile, RunInfo, Setting } from "../api/types";
import { finder } from "../store/catalogue";
import { changesSince, hasChanges } from "../project/changes";
import { liveSettings, type Settings } from "../project/liveSettings";
import { fingerprint } from "../project/fingerprint";
import { nodeOf } from "../project/graph";
import { trainingWith } from "../project/trainingEntries";
import { untracked, useProject } from "../store/project";
import { useRunsState } from "../store/runs";
import { isTrainingEntry, trainingEntry } from "../project/trainingEntries";

export function drawing(): ProjectFile {
  return useProject.getState().file;
}

export function shownRun(): RunInfo | null {
  return useRunsState.getState().run;
}

/** The run that this browser opens again after a reload; null for a draft, which does not last. */
export function keptRun(): string | null {
  const run = shownRun();
  return run && !run.draft ? run.id : null;
}

/** Whether the drawing asks for another training than the run on the screen. */
export function isStale(): boolean {
  const { run, project } = useRunsState.getState();
  if (!run || !project) return true;
  return hasChanges(changesSince(drawing(), project, run, finder()));
}

/** Whether live settings were changed since the run on the screen was started. */
export function isSetOtherwise(): boolean {
  const { project } = useRunsState.getState();
  const started = project ? liveSettings(project, finder()) : {};
  return fingerprint(started) !== fingerprint(liveSettings(drawing(), finder()));
}

/** Whether two files ask for the same training; title and places do not count. */
export function isSameWork(a: ProjectFile, b: ProjectFile): boolean {
  if (a.network === b.network && a.data === b.data && a.training === b.training) return true;
  const work = ({ network, data, training }: ProjectFile) => fingerprint([network, data, training]);
  return work(a) === work(b);
}

/** The live settings of the drawing that the run on the screen has too, with the same meaning. */
export function sharedSettings(): Settings {
  const settings = Object.entries(liveSettings(drawing(), finder()));
  const { project } = useRunsState.getState();
  if (!project) return Object.fromEntries(settings);
  return Object.fromEntries(settings.filter(([field]) => isOfSameEntry(field, project)));
}

/** Whether a setting belongs to an entry of the same type in the drawing and in a project. */
function isOfSameEntry(field: string, project: ProjectFile): boolean {
  const [owner = "", node = ""] = field.split(".");
  if (owner === "nodes") {
    return nodeOf(drawing(), node)?.layer.type === nodeOf(project, node)?.layer.type;
  }
  if (!isTrainingEntry(owner)) return true;
  const typeIn = (file: ProjectFile) => trainingEntry(file, owner, finder())?.type;
  return typeIn(drawing()) === typeIn(project);
}

/** Writes a live setting of the run into the drawing, if the drawing has that setting with another value. */
export function writeSetting(field: string, value: Setting): void {
  const known = sharedSettings();
  if (!(field in known) || known[field] === value) return;
  const [owner, node = "", name = ""] = field.split(".");
  const { setNodeField, setTraining } = useProject.getState();
  untracked(() => {
    if (owner === "nodes") setNodeField(node, name, value);
    else setTraining(trainingWith(drawing(), field, value, finder()));
  });
}
