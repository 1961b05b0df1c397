/** What the stores say at this moment, for the session: the drawing, the run on the screen, and how they differ. */
import type { CatalogueEntry, ProjectFile, RunInfo, Setting } from "../api/types";
import { entry } from "./catalogue";
import { differs, fingerprint, isDifferent, liveSettings, optimizerType } from "./differs";
import { trainingWith } from "./live";
import { untracked, useProject } from "./project";
import { useRunsState } from "./runs";

export function drawing(): ProjectFile {
  return useProject.getState().file;
}

export function shownRun(): RunInfo | null {
  return useRunsState.getState().run;
}

/** The run this browser comes back to; drafts do not last. */
export function keptRun(): string | null {
  const run = shownRun();
  return run && !run.draft ? run.id : null;
}

function optimizerOf(file: ProjectFile): CatalogueEntry | undefined {
  return entry("optimizers", optimizerType(file));
}

/** Whether the drawing asks for another training than the run on the screen. */
export function isStale(): boolean {
  const { run, project } = useRunsState.getState();
  if (!run || !project) return true;
  return isDifferent(differs(drawing(), project, run, optimizerOf(drawing())));
}

/** Whether live settings were changed since the run on the screen was started. */
export function isSetOtherwise(): boolean {
  const { project } = useRunsState.getState();
  const optimizer = optimizerOf(drawing());
  const started = project ? liveSettings(project, optimizer) : {};
  return fingerprint(started) !== fingerprint(liveSettings(drawing(), optimizer));
}

/** Whether two files ask for the same training; title and places do not count. */
export function isSameWork(a: ProjectFile, b: ProjectFile): boolean {
  if (a.network === b.network && a.data === b.data && a.training === b.training) return true;
  const work = ({ network, data, training }: ProjectFile) => fingerprint([network, data, training]);
  return work(a) === work(b);
}

/** The live settings of the drawing that mean the same in the run on the screen. */
export function sharedSettings(): Record<string, number | null> {
  const settings = liveSettings(drawing(), optimizerOf(drawing()));
  const { project } = useRunsState.getState();
  if (project && optimizerType(project) === optimizerType(drawing())) return settings;
  const others = Object.entries(settings).filter(([field]) => !field.startsWith("optimizer."));
  return Object.fromEntries(others);
}

export function writeSetting(field: string, value: Setting): void {
  if (!(field in sharedSettings())) return;
  untracked(() => useProject.getState().setTraining(trainingWith(drawing(), field, value)));
}
