/** The settings of a drawing that may be changed while a run goes on. Pure. */
import type { CatalogueEntry, EntryJson, ProjectFile, Setting } from "../api/types";
import {
  TRAINING_ENTRIES,
  TRAINING_FIELDS,
  trainingEntry,
  type FindEntry,
} from "./trainingEntries";

/** Settings by the name that a command knows them by: `l1`, `optimizer.lr`, `nodes.drop1.p`. */
export type Settings = Readonly<Record<string, Setting>>;

/** The live settings of a drawing by field; left out ones at their defaults. */
export function liveSettings(file: ProjectFile, find: FindEntry): Settings {
  const settings: Record<string, Setting> = {};
  const own: Readonly<Record<string, unknown>> = { ...file.training };
  for (const name of liveFields(find.training)) {
    const value = own[name] ?? find.training?.defaults[name] ?? null;
    if (isSetting(value)) settings[name] = value;
  }
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

/** The fields of an entry, or of the training itself, that may be changed while a run goes on. */
export function liveFields(entry: Pick<CatalogueEntry, "schema"> | undefined): string[] {
  const fields = Object.entries(entry?.schema.properties ?? {});
  return fields.filter(([, schema]) => schema.ui?.live).map(([name]) => name);
}

function isSetting(value: unknown): value is Setting {
  return value === null || ["number", "string", "boolean"].includes(typeof value);
}
