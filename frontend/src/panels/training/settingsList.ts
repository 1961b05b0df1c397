/** All settings of the training as a search finds them: each with its names and the place where it is set. Pure. */
import { labelOf } from "../../api/fieldSchema";
import type { Catalogue, EntryJson, EntrySchema, FieldSchema, ProjectFile } from "../../api/types";
import { fieldsOf, type EntryFormProps } from "../../forms/EntryForm";
import type { Findable } from "../../project/findables";
import { liveFields } from "../../project/liveSettings";
import { ENTRY_LABELS } from "../../project/projectWords";
import { TRAINING_ENTRIES, trainingEntry, type FindEntry } from "../../project/trainingEntries";
import { NEAR } from "./liveWords";
import { choiceId, fieldIds, fieldPrefix, partId } from "./places";

/** The titles of the parts that fold, which are settings themselves, and the field of the training that each is of. */
const PARTS: readonly (readonly [title: string, field: string])[] = [
  ["Loss", "loss"],
  ["Task", "task"],
  [ENTRY_LABELS.scheduler, "scheduler"],
  [ENTRY_LABELS.initializer, "initializer"],
  ["Start weights", "start"],
  ["Regularization", ""],
  ["Augmentation", "augmentations"],
  ["Validation", ""],
  ["Early stopping", "early_stopping"],
  ["Order and details", ""],
];

export function trainingSettings(
  catalogue: Catalogue,
  file: ProjectFile,
  find: FindEntry,
): Findable[] {
  const declared: EntrySchema = catalogue.training?.schema ?? { properties: {} };
  const own = (names: readonly string[], part: string | null) =>
    names.map((name) => fieldOf(declared, name, "training", part));
  const live = liveFields(catalogue.training).filter((name) => !isNear(name));
  return [
    optimizerChoice(declared),
    ...entryFields("optimizer", "live", null, file, find),
    ...adversaryFields(file, find),
    ...own(NEAR, null),
    ...PARTS.map(([title, field]) => partOf(title, declared.properties[field])),
    ...entryFields("loss", "all", "Loss", file, find),
    ...taskFields(file, find),
    ...entryFields("scheduler", "all", ENTRY_LABELS.scheduler, file, find),
    ...entryFields("initializer", "all", ENTRY_LABELS.initializer, file, find),
    ...own(live, "Regularization"),
    ...augmentationFields(file, find),
    ...own(["val_fraction"], "Validation"),
    ...stoppingFields(declared),
    ...own(["shuffle", "seed"], "Order and details"),
    ...entryFields("optimizer", "rest", "Order and details", file, find),
  ];
}

function isNear(name: string): boolean {
  return (NEAR as readonly string[]).includes(name);
}

function optimizerChoice({ properties }: EntrySchema): Findable {
  const title = ENTRY_LABELS.optimizer;
  return setting(title, properties["optimizer"] ?? {}, "Training", [choiceId(title)]);
}

function partOf(title: string, schema: FieldSchema = {}): Findable {
  return setting(title, schema, "Training", [partId(title)]);
}

/** The fields of a training's entry, in a part that folds or in none. */
function entryFields(
  field: keyof typeof TRAINING_ENTRIES,
  show: EntryFormProps["show"],
  part: string | null,
  file: ProjectFile,
  find: FindEntry,
): Findable[] {
  const own = trainingEntry(file, field, find);
  return own ? fieldsOfEntry(field, field, own, show, part, find) : [];
}

function fieldsOfEntry(
  field: keyof typeof TRAINING_ENTRIES,
  place: string,
  own: EntryJson,
  show: EntryFormProps["show"],
  part: string | null,
  find: FindEntry,
): Findable[] {
  const entry = find(TRAINING_ENTRIES[field], own.type);
  if (!entry) return [];
  const prefix = fieldPrefix(place, show);
  return fieldsOf(entry.schema, show).map((name) =>
    fieldOf(entry.schema, name, prefix, part, entry.title),
  );
}

/** Where two networks learn against each other: the optimizer of one of them, and which learns now. */
function adversaryFields(file: ProjectFile, find: FindEntry): Findable[] {
  if (!isAdversarial(file, find)) return [];
  const title = ENTRY_LABELS.generator_optimizer;
  return [
    setting(title, {}, "Training", [choiceId(title)]),
    ...entryFields("generator_optimizer", "all", null, file, find),
    ...entryFields("task", "live", null, file, find),
  ];
}

function taskFields(file: ProjectFile, find: FindEntry): Findable[] {
  return entryFields("task", isAdversarial(file, find) ? "rest" : "all", "Task", file, find);
}

function isAdversarial(file: ProjectFile, find: FindEntry): boolean {
  const task = trainingEntry(file, "task", find);
  return (task && find("tasks", task.type)?.adversarial) ?? false;
}

function augmentationFields({ training }: ProjectFile, find: FindEntry): Findable[] {
  return (training.augmentations ?? []).flatMap((own, at) => {
    const entry = find("augmentations", own.type);
    const prefix = fieldPrefix(`augmentations[${at}]`);
    return fieldsOf(entry?.schema ?? { properties: {} }).map((name) =>
      fieldOf(entry?.schema, name, prefix, "Augmentation", entry?.title),
    );
  });
}

function stoppingFields({ $defs }: EntrySchema): Findable[] {
  const found = $defs?.["EarlyStoppingFile"];
  const properties = found && "properties" in found ? found.properties : {};
  const schema = { properties: properties as EntrySchema["properties"] };
  return Object.keys(schema.properties).map((name) =>
    fieldOf(schema, name, "early-stopping", "Early stopping"),
  );
}

/** A field. Where it is not shown because its part is off, its part is opened. */
function fieldOf(
  declared: EntrySchema | undefined,
  name: string,
  prefix: string,
  part: string | null,
  owner = part ?? "Training",
): Findable {
  const schema = declared?.properties[name] ?? {};
  const ids = [...fieldIds(prefix, name), ...(part === null ? [] : [partId(part)])];
  return setting(labelOf(name, schema), schema, owner, ids, name);
}

function setting(
  title: string,
  schema: FieldSchema,
  note: string,
  ids: readonly string[],
  name = title,
): Findable {
  return {
    key: `Setting ${ids[0]}`,
    sort: "Setting",
    title,
    names: [name],
    aliases: schema.ui?.also ?? [],
    text: schema.description ?? "",
    note,
    taking: { does: "setting", part: "training", ids },
  };
}
