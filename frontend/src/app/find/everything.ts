/** Everything that the search of the whole page finds, and how results are grouped. Pure. */
import { labelOf } from "../../api/fieldSchema";
import type { Catalogue, CatalogueEntry, Lesson, ProjectFile } from "../../api/types";
import { fieldsOf } from "../../forms/EntryForm";
import { settingsOf } from "../../panels/data/dataSettings";
import { fieldIds } from "../../panels/training/places";
import { trainingSettings } from "../../panels/training/settingsList";
import {
  blockFindables,
  dataFindables,
  layerFindables,
  lessonFindables,
  trainingFindables,
  type Findable,
  type SettingPlace,
  type Sort,
} from "../../project/findables";
import { ranked, type Ranked } from "../../project/rank";
import type { FindEntry } from "../../project/trainingEntries";
import { COMMANDS } from "./commands";

/** What does not depend on the drawing. */
export interface Known {
  readonly catalogue: Catalogue;
  readonly lessons: readonly Lesson[];
}

/** Everything that can be found, in the order in which equal names are listed. */
export function everything(
  { catalogue, lessons }: Known,
  file: ProjectFile,
  find: FindEntry,
): Findable[] {
  return [
    ...layerFindables(catalogue),
    ...blockFindables(file),
    ...lessonFindables(lessons),
    ...dataFindables(catalogue),
    ...trainingSettings(catalogue, file, find),
    ...trainingFindables(catalogue),
    ...dataSettings(file, find),
    ...nodeSettings(file, find),
    ...commandFindables(),
  ];
}

function commandFindables(): Findable[] {
  return COMMANDS.map(({ title, aliases, keys }) => ({
    key: `Command ${title}`,
    sort: "Command",
    title,
    aliases,
    note: keys ?? "",
    taking: { does: "command", name: title },
  }));
}

function dataSettings({ data }: ProjectFile, find: FindEntry): Findable[] {
  const entry = find("datasets", data.type);
  return entry ? fieldFindables(entry, settingsOf(entry), "data", "data", entry.title) : [];
}

/** The fields of the drawn layers. Of each sort of layer only the first: its fields are the same. */
function nodeSettings({ network }: ProjectFile, find: FindEntry): Findable[] {
  const first = new Map([...network.nodes].reverse().map((node) => [node.layer.type, node]));
  return [...first.values()].reverse().flatMap(({ id, name, layer }) => {
    const entry = find("layers", layer.type);
    const owner = `${name ?? entry?.title ?? layer.type} on the canvas`;
    return entry ? fieldFindables(entry, fieldsOf(entry.schema), { node: id }, id, owner) : [];
  });
}

function fieldFindables(
  { schema }: CatalogueEntry,
  names: readonly string[],
  part: SettingPlace,
  prefix: string,
  note: string,
): Findable[] {
  return names.map((name) => {
    const field = schema.properties[name] ?? {};
    return {
      key: `Setting ${prefix} ${name}`,
      sort: "Setting",
      title: labelOf(name, field),
      names: [name],
      aliases: field.ui?.also ?? [],
      text: field.description ?? "",
      note,
      taking: { does: "setting", part, ids: fieldIds(prefix, name) },
    };
  });
}

/** The headings of the results. */
export const HEADINGS: Readonly<Record<Sort, string>> = {
  Layer: "Layers",
  Block: "Blocks",
  Lesson: "Lessons",
  Data: "Data",
  Loss: "Losses",
  Optimizer: "Optimizers",
  Setting: "Settings",
  Command: "Commands",
};

export interface ResultGroup {
  readonly sort: Sort;
  readonly shown: readonly Ranked<Findable>[];
  /** How many more there are that are not shown. */
  readonly more: number;
}

/** At most so many of one sort are listed, so that a look is enough. */
const MOST_OF_A_SORT = 6;

/** What fits a search by sort, the sort of the best first. The first of the first group is the best of all. */
export function found(items: readonly Findable[], search: string): ResultGroup[] {
  const groups = new Map<Sort, Ranked<Findable>[]>();
  for (const one of ranked(items, search))
    groups.set(one.item.sort, [...(groups.get(one.item.sort) ?? []), one]);
  return [...groups].map(([sort, all]) => ({
    sort,
    shown: all.slice(0, MOST_OF_A_SORT),
    more: Math.max(0, all.length - MOST_OF_A_SORT),
  }));
}
