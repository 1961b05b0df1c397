/** What can be found by its names in the catalogue and among the lessons, and what taking it means. Pure. */
import type {
  Catalogue,
  CatalogueEntry,
  EntryJson,
  Family,
  Lesson,
  ProjectFile,
} from "../api/types";
import { reusable } from "./blocks";
import type { Named } from "./rank";
import type { TrainingEntry } from "./trainingEntries";

/** What a result is, as it is written beside it. */
export type Sort =
  "Layer" | "Block" | "Lesson" | "Data" | "Loss" | "Optimizer" | "Setting" | "Command";

/** What happens when a result is taken. */
export type Taking =
  | { readonly does: "lesson"; readonly id: string }
  | { readonly does: "layer"; readonly layer: EntryJson; readonly hint?: string }
  | { readonly does: "block"; readonly at: number }
  | { readonly does: "data"; readonly data: EntryJson }
  | { readonly does: "entry"; readonly field: TrainingEntry; readonly entry: EntryJson }
  | { readonly does: "augmentation"; readonly entry: EntryJson }
  | { readonly does: "setting"; readonly part: SettingPlace; readonly ids: readonly string[] }
  | { readonly does: "command"; readonly name: string };

/** Where a setting is: in the settings on the right, in the tab of the data, or in the inspector of a node. */
export type SettingPlace = "training" | "data" | { readonly node: string };

export interface Findable extends Named {
  readonly key: string;
  readonly sort: Sort;
  /** A few words that say what it belongs to. */
  readonly note: string;
  readonly taking: Taking;
}

/** Each lesson, with its terms. */
export function lessonFindables(lessons: readonly Lesson[]): Findable[] {
  return lessons.map(({ id, title, group, terms, text }) => ({
    key: `lesson ${id}`,
    sort: "Lesson",
    title,
    names: terms,
    text: `${group} ${text}`,
    note: group,
    taking: { does: "lesson", id },
  }));
}

/** Each layer, and each name that means a layer with some fields set. */
export function layerFindables({ families }: Catalogue): Findable[] {
  return families.layers.flatMap((entry) => [
    ...named("Layer", entry, entry.group, (layer) => ({ does: "layer", layer })),
    ...Object.entries(entry.pieces ?? {}).map(([name, hint]) => ({
      key: `Layer ${entry.type} ${name}`,
      sort: "Layer" as const,
      title: name,
      note: hint,
      taking: { does: "layer" as const, layer: { type: entry.type }, hint },
    })),
  ]);
}

/** The blocks of a drawing, to be added again. */
export function blockFindables(file: Pick<ProjectFile, "network" | "blocks">): Findable[] {
  return reusable(file).map(({ at, name, nodes }) => ({
    key: `Block ${at}`,
    sort: "Block",
    title: name,
    note: `${nodes.length} layers of this drawing`,
    taking: { does: "block", at },
  }));
}

export function dataFindables({ families }: Catalogue): Findable[] {
  return families.datasets.flatMap((entry) =>
    named("Data", entry, entry.group, (data) => ({ does: "data", data })),
  );
}

/** The families whose entries are settings of the training, in the order in which equal names are listed. */
const TRAINED: readonly {
  readonly family: Family;
  readonly field: TrainingEntry;
  readonly sort: Sort;
  readonly note: string;
}[] = [
  { family: "losses", field: "loss", sort: "Loss", note: "" },
  { family: "optimizers", field: "optimizer", sort: "Optimizer", note: "" },
  { family: "tasks", field: "task", sort: "Setting", note: "Task" },
  { family: "schedulers", field: "scheduler", sort: "Setting", note: "Learning rate schedule" },
  { family: "initializers", field: "initializer", sort: "Setting", note: "Initial weights" },
];

/** Losses, optimizers and what else the settings of the training let choose. */
export function trainingFindables({ families }: Catalogue): Findable[] {
  const chosen = TRAINED.flatMap(({ family, field, sort, note }) =>
    families[family].flatMap((entry) =>
      named(sort, entry, note, (own) => ({ does: "entry", field, entry: own })),
    ),
  );
  const added = families.augmentations.flatMap((entry) =>
    named("Setting", entry, "Augmentation", (own) => ({ does: "augmentation", entry: own })),
  );
  return [...chosen, ...added];
}

function named(
  sort: Sort,
  entry: CatalogueEntry,
  note: string,
  taken: (entry: EntryJson) => Taking,
): Findable[] {
  const { type, title, variants = {}, pieces = {} } = entry;
  const isOwn = (name: string) => !(name in variants) && !(name in pieces);
  const own: Findable = {
    key: `${sort} ${note} ${type}`,
    sort,
    title,
    names: [...withoutBrackets(title), type],
    aliases: (entry.aliases ?? []).filter(isOwn),
    text: `${entry.group} ${note} ${entry.help}`,
    note,
    taking: taken({ type }),
  };
  return [own, ...variantsOf(own, variants, type, taken)];
}

/** Names that mean an entry with some fields set: `BiLSTM`. Those that set the same fields are one. */
function variantsOf(
  own: Findable,
  variants: NonNullable<CatalogueEntry["variants"]>,
  type: string,
  taken: (entry: EntryJson) => Taking,
): Findable[] {
  const byFields = new Map<string, [string, ...string[]]>();
  for (const [name, fields] of Object.entries(variants)) {
    const key = JSON.stringify(fields);
    const known = byFields.get(key);
    if (known) known.push(name);
    else byFields.set(key, [name]);
  }
  return [...byFields].map(([fields, [title, ...names]]) => ({
    ...own,
    key: `${own.key} ${title}`,
    title,
    names,
    aliases: [],
    note: own.title,
    taking: taken({ type, ...(JSON.parse(fields) as object) }),
  }));
}

/** What is before the brackets of a title and what is in them: both are names. */
function withoutBrackets(title: string): string[] {
  const [, before, inside] = /^(.+?) \((.+)\)$/.exec(title) ?? [];
  return before && inside ? [before, inside] : [];
}
