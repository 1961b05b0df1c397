/** How the drawing differs from the project of a run. Pure. */
import type { ProjectFile, RunInfo } from "../api/types";
import { asDrawn } from "./continuedRun";
import {
  TRAINING_ENTRIES,
  TRAINING_FIELDS,
  trainingEntry,
  type FindEntry,
} from "./trainingEntries";
import { fingerprint } from "./fingerprint";
import { liveFields, liveSettings } from "./liveSettings";
import { isFresh, isOver } from "./runState";

export interface Changes {
  readonly network: boolean;
  readonly data: boolean;
  /** Settings of the training that differ and are not live: `batch_size`, `optimizer.type`. */
  readonly training: readonly string[];
}

/** How `drawing` differs from `started`, the project that `run` was started from. */
export function changesSince(
  drawing: ProjectFile,
  started: ProjectFile,
  run: RunInfo,
  find: FindEntry,
): Changes {
  const then = asDrawn(started);
  return {
    network: networkOf(drawing, find) !== networkOf(then, find),
    data: fingerprint(drawing.data) !== fingerprint(then.data),
    training: changedSettings(drawing, then, run, find),
  };
}

/** Whether two drawings are the same but for their data. */
export function onlyDataChanged({ network, data, training }: Changes): boolean {
  return data && !network && training.length === 0;
}

export function hasChanges(differences: Changes): boolean {
  return differences.network || differences.data || differences.training.length > 0;
}

function changedSettings(
  drawing: ProjectFile,
  started: ProjectFile,
  run: RunInfo,
  find: FindEntry,
): string[] {
  const live = liveSettings(drawing, find);
  const now = flat(drawing, find);
  const then = flat(started, find);
  const names = [...new Set([...Object.keys(now), ...Object.keys(then)])];
  return names.filter((name) => {
    if (fingerprint(now[name] ?? null) === fingerprint(then[name] ?? null)) return false;
    if (!(name in live)) return true;
    return (isOver(run) || isFresh(run)) && run.settings[name] !== live[name];
  });
}

/** All settings by name, also those of entries and the live ones of layers: `optimizer.lr`, `nodes.drop1.p`. */
function flat(file: ProjectFile, find: FindEntry): Record<string, unknown> {
  const settings: Record<string, unknown> = { ...file.training };
  for (const name of TRAINING_FIELDS) {
    const own = trainingEntry(file, name, find);
    const defaults = own && find(TRAINING_ENTRIES[name], own.type)?.defaults;
    const fields = Object.entries({ ...defaults, ...own });
    delete settings[name];
    for (const [field, value] of fields) settings[`${name}.${field}`] = value;
  }
  for (const { id, layer } of file.network.nodes) {
    for (const field of liveFields(find("layers", layer.type))) {
      if (layer[field] !== undefined) settings[`nodes.${id}.${field}`] = layer[field];
    }
  }
  return settings;
}

/** The network without its live settings, as text. */
function networkOf({ network }: ProjectFile, find: FindEntry): string {
  const nodes = network.nodes.map((node) => {
    const entry = find("layers", node.layer.type);
    const live = new Set(liveFields(entry));
    const fields = Object.entries({ ...entry?.defaults, ...node.layer }).filter(
      ([name]) => !live.has(name),
    );
    return { ...node, layer: Object.fromEntries(fields) };
  });
  return fingerprint({ ...network, nodes });
}
