/** The settings of a drawing that may be changed while a run goes on. Pure. */
import type { CatalogueEntry, EntryJson, ProjectFile, Setting } from "../api/types";
import {
  TRAINING_ENTRIES,
  TRAINING_FIELDS,
  trainingEntry,
  type FindEntry,
} from "./trainingEntries";

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

/** The fields of an entry that may be changed while a run goes on. */
export function liveFields(entry: CatalogueEntry | undefined): string[] {
  const fields = Object.entries(entry?.schema.properties ?? {});
  return fields.filter(([, schema]) => schema.ui?.live).map(([name]) => name);
}

function isSetting(value: unknown): value is Setting {
  return value === null || ["number", "string", "boolean"].includes(typeof value);
}
