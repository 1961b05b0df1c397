/** Where the drawing and the run on the screen part. Pure. */
import type { CatalogueEntry, EntryJson, ProjectFile, RunInfo, Setting } from "../api/types";
import { asDrawn } from "./continuedRun";
import {
  TRAINING_ENTRIES,
  TRAINING_FIELDS,
  trainingEntry,
  type FindEntry,
} from "./trainingEntries";

export interface Changes {
  readonly network: boolean;
  readonly data: boolean;
  /** Settings of the training that differ and do not change while a run goes: `batch_size`, `optimizer.type`. */
  readonly training: readonly string[];
}

/** Live settings of the training itself. */
const PLAIN_SETTINGS = ["l1", "l2", "clip_grad_norm", "clip_grad_value"] as const;
/** Settings by the name that a command knows them by: `l1`, `optimizer.lr`, `nodes.drop1.p`. */
export type Settings = Readonly<Record<string, Setting>>;

/** The live settings of a drawing by field; left out ones at their defaults. */
export function liveSettings(file: ProjectFile, find: FindEntry): Settings {
  const { training } = file;
  const settings: Record<string, Setting> = {};
  for (const name of PLAIN_SETTINGS) settings[name] = training[name] ?? null;
  for (const name of TRAINING_FIELDS) {
    const own = trainingEntry(file, name, find);
    if (own) addLive(settings, name, own, find(TRAINING_ENTRIES[name], own.type));
  }
  for (const { id, layer } of file.network.nodes) {
    addLive(settings, `nodes.${id}`, layer, find("layers", layer.type));
  }
  return settings;
}

function addLive(
  settings: Record<string, Setting>,
  path: string,
  own: EntryJson,
  entry: CatalogueEntry | undefined,
): void {
  for (const name of liveFields(entry)) {
    const value = own[name] === undefined ? entry?.defaults[name] : own[name];
    if (isSetting(value)) settings[`${path}.${name}`] = value;
  }
}

function liveFields(entry: CatalogueEntry | undefined): string[] {
  const fields = Object.entries(entry?.schema.properties ?? {});
  return fields.filter(([, schema]) => schema.ui?.live).map(([name]) => name);
}

function isSetting(value: unknown): value is Setting {
  return value === null || ["number", "string", "boolean"].includes(typeof value);
}

/** Where `drawing` asks for another training than the one that `run` was started from. */
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

/** All settings by name, those of entries and live ones of layers too: `optimizer.lr`, `nodes.drop1.p`. */
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

/** The network without what may change while it trains. */
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

/** Whether a run was only made to be looked at and has learned nothing: its settings can still be its start. */
export function isFresh(run: RunInfo): boolean {
  return run.draft && run.step === 0;
}

export function isOver(run: RunInfo): boolean {
  return run.state === "finished" || run.state === "stopped" || run.state === "failed";
}

/** Whether a run trains or waits for its turn to. */
export function isGoing(run: RunInfo | null): boolean {
  return run?.state === "running" || (run?.state === "queued" && !run.draft);
}
