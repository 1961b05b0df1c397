/** Every setting of a run that a fork can change, made from the catalogue. Pure. */
import type {
  Catalogue,
  CatalogueEntry,
  EntryJson,
  FieldSchema,
  NodeFile,
  ProjectFile,
} from "../../api/types";
import { kindsFor } from "../../forms/kinds";
import { boundsOf, firstValue, withoutNull } from "../../api/fieldSchema";
import { entryOf } from "../../project/entries";
import { fingerprint } from "../../project/fingerprint";
import {
  finderIn,
  isTrainingEntry,
  TRAINING_ENTRIES,
  trainingEntry,
  type TrainingEntry,
} from "../../project/trainingEntries";
import {
  removeNodes,
  setNode,
  setNodeField,
  setTraining,
  wiresFrom,
  wiresInto,
} from "../../project/graph";
import {
  ENTRY_LABELS,
  LONGEST_TITLE,
  fieldLabel,
  filled,
  nodeName,
  NONE_WORDS,
  valueWord,
} from "../../project/projectWords";

/** One setting that can be changed. */
export interface ForkSetting {
  /** For example `training.optimizer.lr`. */
  readonly id: string;
  /** The heading of its group in the list. */
  readonly group: string;
  readonly label: string;
  /** The word before the value in the name of a fork; empty if the value alone is clear. */
  readonly short: string;
  /** The schema of the field in which its value is chosen. */
  readonly schema: FieldSchema;
  /** The value in the run; undefined if the run has no single value. */
  readonly value: unknown;
  /** Returns the run's project with this value instead. */
  readonly set: (value: unknown) => ProjectFile;
}

/** Most forks at once: more curves cannot be told apart. */
export const MOST_FORKS = 5;

/** The settings that can be changed in this project, the most common ones first. */
export function forkSettings(project: ProjectFile, catalogue: Catalogue): ForkSetting[] {
  return [
    ...ofEntry(project, "optimizer", catalogue),
    ...ofPlainTraining(project, catalogue),
    ...(["loss", "scheduler", "initializer"] as const).flatMap((field) =>
      ofEntry(project, field, catalogue),
    ),
    ...ofAugmentations(project, catalogue),
    ...ofActivations(project, catalogue),
    ...ofRemoval(project, catalogue),
    ...project.network.nodes.flatMap((node) => ofNode(project, node, catalogue)),
    ...ofData(project, catalogue),
    ...ofEntry(project, "task", catalogue),
    ...ofEntry(project, "generator_optimizer", catalogue),
  ];
}

/** The projects of the forks. Each title begins with the fork's value, so that the legend is readable. */
export function forksOf(
  project: ProjectFile,
  setting: ForkSetting,
  values: readonly unknown[],
): ProjectFile[] {
  return values.map((value) => {
    const name = `${setting.short} ${valueWord(value, setting.schema)}`.trim();
    const title = `${name} · ${project.title}`.slice(0, LONGEST_TITLE);
    return { ...setting.set(value), title };
  });
}

/** Whether a value differs from the run's value. */
export function isChange(setting: ForkSetting, value: unknown): boolean {
  return fingerprint(value ?? null) !== fingerprint(setting.value ?? null);
}

/** Up to two first values: the neighbours of the run's value. */
export function suggestions(setting: ForkSetting): unknown[] {
  const { value, schema } = setting;
  const inner = withoutNull(schema);
  const near =
    schema.enum ??
    (inner && value === null ? [firstValue(inner)] : neighbours(value, inner ?? schema));
  const others = near.filter((other) => isChange(setting, other));
  const off = inner && others.length === 0 ? [null] : others;
  return distinct(off).slice(0, 2);
}

/** One more value, different from the values that are there. */
export function nextSuggestion(setting: ForkSetting, values: readonly unknown[]): unknown {
  const known = new Set(values.map((value) => fingerprint(value ?? null)));
  const isNew = (value: unknown) =>
    isChange(setting, value) && !known.has(fingerprint(value ?? null));
  const schema = withoutNull(setting.schema) ?? setting.schema;
  const near = [...values].reverse().flatMap((value) => neighbours(value, schema).reverse());
  return [...(schema.enum ?? near)].find(isNew) ?? values[values.length - 1] ?? setting.value;
}

/** The next smaller and the next larger value that people usually try. */
function neighbours(value: unknown, schema: FieldSchema): unknown[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value !== "number") return [];
  const { min, max, lowest, highest, log, whole, slides } = boundsOf(schema);
  const [low, high] = slides ? [Math.max(lowest, min), Math.min(highest, max)] : [lowest, highest];
  const within = (number: number) =>
    Math.min(high, Math.max(low, whole ? Math.round(number) : tidy(number)));
  if (!slides) return [within(value + 1), within(value + 2)];
  const factor = log && !whole ? 10 : log ? 4 : 2;
  return value === 0
    ? [within(max / 10), within(max / 2)]
    : [within(value / factor), within(value * factor)];
}

/** Rounds off floating-point errors. */
function tidy(number: number): number {
  return Number(number.toPrecision(6));
}

function distinct(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [fingerprint(value ?? null), value])).values()];
}

// ---- settings from each part of the project

/** The type of an entry of the training, and the fields of the current type. */
function ofEntry(project: ProjectFile, field: TrainingEntry, catalogue: Catalogue): ForkSetting[] {
  const family = TRAINING_ENTRIES[field];
  const own = trainingEntry(project, field, finderIn(catalogue));
  const kinds = kindsOf(project, field, catalogue);
  const title = ENTRY_LABELS[field];
  const put = (entry: EntryJson | null) => setTraining(project, { [field]: entry });
  const fields = fieldSettings(own, own && entryOf(catalogue, family, own.type), {
    id: `training.${field}`,
    group: own ? `${title}` : "",
    label: (name) => name,
    short: (name) => name,
    set: (name, value) => put({ ...(own ?? { type: "" }), [name]: value }),
  });
  if (kinds.length < 2) return fields;
  const kind: ForkSetting = {
    id: `training.${field}.type`,
    group: title,
    label: own ? `${title}: kind` : title,
    short: "",
    schema: choice(kinds, title, NONE_WORDS[field]),
    value: own?.type ?? null,
    set: (type) => put(type === null ? null : otherKind(own, type as string, family, catalogue)),
  };
  return field === "optimizer"
    ? [...fields.slice(0, 1), kind, ...fields.slice(1)]
    : [kind, ...fields];
}

/** The types that this entry can have in this project; null means none. */
function kindsOf(
  project: ProjectFile,
  field: TrainingEntry,
  catalogue: Catalogue,
): readonly (CatalogueEntry | null)[] {
  const all = catalogue.families[TRAINING_ENTRIES[field]] ?? [];
  if (field === "scheduler" || field === "initializer") return [null, ...all];
  const task = trainingEntry(project, "task", finderIn(catalogue));
  if (field === "generator_optimizer" && task?.type !== "gan") return [];
  if (field === "loss") return among(all, task && entryOf(catalogue, "tasks", task.type)?.losses);
  if (field === "task") return among(all, entryOf(catalogue, "datasets", project.data.type)?.tasks);
  return all;
}

function among(
  entries: readonly CatalogueEntry[],
  types: readonly string[] | null | undefined,
): readonly CatalogueEntry[] {
  return types ? entries.filter(({ type }) => types.includes(type)) : entries;
}

/** An entry of another type that keeps all settings that both types have, so that only the type changes. */
function otherKind(
  entry: EntryJson | null,
  type: string,
  family: Parameters<typeof entryOf>[1],
  catalogue: Catalogue,
): EntryJson {
  const known = entryOf(catalogue, family, type)?.schema.properties ?? {};
  const own = entry ? filled(entry, entryOf(catalogue, family, entry.type)) : {};
  const kept = Object.entries(own).filter(([name]) => name !== "type" && name in known);
  return { ...Object.fromEntries(kept), type };
}

function ofPlainTraining(project: ProjectFile, catalogue: Catalogue): ForkSetting[] {
  const { schema, defaults = {} } = catalogue.training ?? {};
  const all: Readonly<Record<string, unknown>> = { ...defaults, ...project.training };
  const plain = Object.entries(schema?.properties ?? {}).filter(
    ([name, field]) => !isTrainingEntry(name) && isSimple(field),
  );
  return plain.map(([name, field]) => ({
    id: `training.${name}`,
    group: "Training",
    label: fieldLabel(name, field),
    short: words(name),
    schema: field,
    value: all[name] ?? null,
    set: (value) => setTraining(project, { [name]: value }),
  }));
}

function ofAugmentations(project: ProjectFile, catalogue: Catalogue): ForkSetting[] {
  const known = catalogue.families.augmentations ?? [];
  if (known.length === 0) return [];
  const training = project.training as { augmentations?: readonly EntryJson[] };
  const own = training.augmentations ?? [];
  const set = (value: unknown) => {
    const of = value === null ? [] : [own.find(({ type }) => type === value) ?? { type: value }];
    return setTraining(project, { augmentations: of } as Partial<ProjectFile["training"]>);
  };
  return [
    {
      id: "training.augmentations",
      group: "Training",
      label: "Augmentation",
      short: "",
      schema: choice([null, ...known], "Augmentation", "no augmentation"),
      value: own.length > 1 ? undefined : (own[0]?.type ?? null),
      set,
    },
  ];
}

/** One activation for all layers. */
function ofActivations(project: ProjectFile, catalogue: Catalogue): ForkSetting[] {
  const nodes = project.network.nodes.filter((node) => isActivation(node, catalogue));
  const [first] = nodes;
  if (!first || nodes.length < 2) return [];
  const isOne = nodes.every(({ layer }) => layer.type === first.layer.type);
  return [
    {
      id: "network.activations",
      group: "Network",
      label: "Activation of all layers",
      short: "all",
      schema: choice(activations(catalogue), "Activation"),
      value: isOne ? first.layer.type : undefined,
      set: (type) =>
        nodes.reduce(
          (file, { id }) => setNode(file, id, { layer: { type: String(type) } }),
          project,
        ),
    },
  ];
}

/** One layer to leave out: each layer with a wire into it and a wire out of it can be chosen. */
function ofRemoval(project: ProjectFile, catalogue: Catalogue): ForkSetting[] {
  const within = project.network.nodes.filter(
    ({ id }) => wiresInto(project, id).length > 0 && wiresFrom(project, id).length > 0,
  );
  if (within.length === 0) return [];
  const names = within.map((node): [string, string] => [node.id, nodeName(node, catalogue)]);
  return [
    {
      id: "network.without",
      group: "Network",
      label: "Leave a layer out",
      short: "without",
      schema: {
        type: "string",
        enum: names.map(([id]) => id),
        ui: { choices: Object.fromEntries(names) },
        description: "The layers before and after it are joined.",
      },
      value: undefined,
      set: (id) => removeNodes(project, [String(id)], true),
    },
  ];
}

function ofNode(project: ProjectFile, node: NodeFile, catalogue: Catalogue): ForkSetting[] {
  const name = nodeName(node, catalogue);
  const declared = entryOf(catalogue, "layers", node.layer.type);
  const id = `network.nodes.${node.id}`;
  const fields = fieldSettings(node.layer, declared, {
    id,
    group: name,
    label: (label) => `${name}: ${label.toLowerCase()}`,
    short: (short) => `${node.name ?? node.id} ${short}`,
    set: (field, value) => setNodeField(project, node.id, field, value),
  });
  if (!isActivation(node, catalogue)) return fields;
  const kind: ForkSetting = {
    id: `${id}.type`,
    group: name,
    label: `${name}: activation`,
    short: node.name ?? node.id,
    schema: choice(activations(catalogue), "Activation"),
    value: node.layer.type,
    set: (type) => setNode(project, node.id, { layer: { type: String(type) } }),
  };
  return [kind, ...fields];
}

/** The settings of the data set. The data set itself stays, because other data need another network. */
function ofData(project: ProjectFile, catalogue: Catalogue): ForkSetting[] {
  const { data } = project;
  return fieldSettings(data, entryOf(catalogue, "datasets", data.type), {
    id: "data",
    group: "Data",
    label: (label) => `Data: ${label.toLowerCase()}`,
    short: (short) => (short === "seed" ? "data seed" : short),
    set: (name, value) => ({ ...project, data: { ...data, [name]: value } }),
  });
}

interface Place {
  readonly id: string;
  readonly group: string;
  readonly label: (label: string) => string;
  readonly short: (short: string) => string;
  readonly set: (name: string, value: unknown) => ProjectFile;
}

function fieldSettings(
  entry: EntryJson | null,
  declared: CatalogueEntry | null | undefined,
  place: Place,
): ForkSetting[] {
  if (!entry || !declared) return [];
  const values = filled(entry, declared);
  return Object.entries(declared.schema.properties)
    .filter(([name, schema]) => name !== "type" && isSimple(schema))
    .map(([name, schema]) => ({
      id: `${place.id}.${name}`,
      group: place.group,
      label: place.label(fieldLabel(name, schema)),
      short: place.short(words(name)),
      schema,
      value: values[name] ?? null,
      set: (value: unknown) => place.set(name, value),
    }));
}

// ---- small pieces

/** `batch_size` as `batch size`. */
function words(name: string): string {
  return name.replace(/^num_/, "").replaceAll("_", " ");
}

/** A schema for a choice of one of these entries; null means none. */
function choice(
  entries: readonly (CatalogueEntry | null)[],
  title: string,
  none = "none",
): FieldSchema {
  const choices = entries.map((entry) => [entry?.type ?? "null", entry?.title ?? none]);
  return {
    title,
    enum: entries.map((entry) => entry?.type ?? null),
    ui: { choices: Object.fromEntries(choices) as Record<string, string> },
  };
}

/** Whether a form can show the field from its schema alone, without definitions from elsewhere. */
function isSimple(schema: FieldSchema): boolean {
  return kindsFor(schema).length > 0 && !JSON.stringify(schema).includes('"$ref"');
}

function isActivation({ layer }: NodeFile, catalogue: Catalogue): boolean {
  return activations(catalogue).some(({ type }) => type === layer.type);
}

function activations(catalogue: Catalogue): readonly CatalogueEntry[] {
  return catalogue.families.layers.filter(
    ({ elementwise, group }) => elementwise === true && group === "Activation",
  );
}
