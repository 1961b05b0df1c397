/** Where the drawing and the run on the screen part. Pure, with the hooks that ask it. */
import { useMemo } from "react";

import type { CatalogueEntry, ProjectFile, RunInfo } from "../api/types";
import { useEntry } from "./catalogue";
import { asDrawn } from "./goingOn";
import { useProject } from "./project";
import { useRun, useRunProject } from "./runs";

export interface Differences {
  readonly network: boolean;
  readonly data: boolean;
  /** Settings of the training that differ and do not change while a run goes: `batch_size`, `optimizer.type`. */
  readonly training: readonly string[];
}

const NONE: Differences = { network: false, data: false, training: [] };
const LIVE_OUTSIDE_OPTIMIZER = ["l1", "l2", "clip_grad_norm"] as const;

/** The live settings of a drawing by field: `l1`, `optimizer.lr`; left out ones at their defaults. */
export function liveSettings(
  file: ProjectFile,
  optimizer: CatalogueEntry | undefined,
): Record<string, number | null> {
  const { training } = file;
  const settings: Record<string, number | null> = {};
  for (const name of LIVE_OUTSIDE_OPTIMIZER) settings[name] = training[name] ?? null;
  for (const [name, schema] of Object.entries(optimizer?.schema.properties ?? {})) {
    const value = training.optimizer?.[name] ?? optimizer?.defaults[name];
    if (schema.ui?.live && typeof value === "number") settings[`optimizer.${name}`] = value;
  }
  return settings;
}

/** Where `drawing` asks for another training than the one that `run` was started from. */
export function differs(
  drawing: ProjectFile,
  started: ProjectFile,
  run: RunInfo,
  optimizer: CatalogueEntry | undefined,
): Differences {
  const then = asDrawn(started);
  return {
    network: fingerprint(drawing.network) !== fingerprint(then.network),
    data: fingerprint(drawing.data) !== fingerprint(then.data),
    training: changedSettings(drawing, then, run, optimizer),
  };
}

export function isDifferent(differences: Differences): boolean {
  return differences.network || differences.data || differences.training.length > 0;
}

/** The same text for the same meaning: what is null or left out is the same, and the order of fields does not count. */
export function fingerprint(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    const filled = Object.entries(part as Record<string, unknown>).filter(
      ([, inner]) => inner !== null,
    );
    return Object.fromEntries(filled.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function changedSettings(
  drawing: ProjectFile,
  started: ProjectFile,
  run: RunInfo,
  optimizer: CatalogueEntry | undefined,
): string[] {
  const live = liveSettings(drawing, optimizer);
  const now = flat(drawing);
  const then = flat(started);
  const names = [...new Set([...Object.keys(now), ...Object.keys(then)])];
  return names.filter((name) => {
    if (fingerprint(now[name] ?? null) === fingerprint(then[name] ?? null)) return false;
    if (!(name in live)) return true;
    return (isOver(run) || isFresh(run)) && run.settings[name] !== live[name];
  });
}

/** Training with the optimizer's fields beside the others: `optimizer.lr`. */
function flat(file: ProjectFile): Record<string, unknown> {
  const { optimizer, ...others } = file.training;
  const settings: Record<string, unknown> = { ...others };
  for (const [name, value] of Object.entries(optimizer ?? {}))
    settings[`optimizer.${name}`] = value;
  return settings;
}

/** Whether a run was only made to be looked at and has learned nothing: its settings can still be its start. */
export function isFresh(run: RunInfo): boolean {
  return run.draft && run.step === 0;
}

/** The optimizer a file asks for; adam where it is left out. */
export function optimizerType(file: ProjectFile): string {
  return file.training.optimizer?.type ?? "adam";
}

export function isOver(run: RunInfo): boolean {
  return run.state === "finished" || run.state === "stopped" || run.state === "failed";
}

/** Whether a run trains or waits for its turn to. */
export function isGoing(run: RunInfo | null): boolean {
  return run?.state === "running" || (run?.state === "queued" && !run.draft);
}

/** How the drawing differs from the run on the screen; nothing while there is no run. */
export function useDiffers(): Differences {
  const file = useProject((state) => state.file);
  const started = useRunProject();
  const run = useRun();
  const optimizer = useEntry("optimizers", optimizerType(file));
  return useMemo(
    () => (started && run ? differs(file, started, run, optimizer) : NONE),
    [file, started, run, optimizer],
  );
}

/** Whether the run on the screen is of another drawing than the one on the canvas. */
export function useStale(): boolean {
  return isDifferent(useDiffers());
}
