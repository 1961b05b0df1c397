/** How the projects of runs differ: one row for each setting, in the catalogue's words. Pure. */
import type {
  Catalogue,
  Change,
  EntryJson,
  Family,
  FieldSchema,
  NodeFile,
  ProjectFile,
} from "../api/types";
import { entryOf } from "./entries";
import { fingerprint } from "./fingerprint";
import {
  finderIn,
  isTrainingEntry,
  TRAINING_ENTRIES,
  TRAINING_FIELDS,
  trainingEntry,
} from "./trainingEntries";
import { edgeId, removeNodes } from "./graph";
import { ENTRY_LABELS, fieldLabel, filled, nodeName, NONE_WORDS, valueWord } from "./projectWords";

export interface Difference {
  /** `training.optimizer.lr`, `network.nodes.h1.out_features`. */
  readonly path: string;
  readonly label: string;
  /** One for each project, in words; “–” where a project has no such setting. */
  readonly values: readonly string[];
}

/** One setting of one project. */
interface Cell {
  readonly label: string;
  readonly value: unknown;
  readonly word: string;
  /** Whether it has its default value. */
  readonly isUsual: boolean;
}

type Cells = Map<string, Cell>;

const MISSING = "–";

/**
 * The settings that are not the same in all of these projects. A setting that is left out has its default. Titles and
 * places of cards are not compared.
 */
export function differences(
  projects: readonly ProjectFile[],
  catalogue: Catalogue,
  /** What was changed in each run while it trained. */
  changes: readonly (readonly Change[])[] = [],
): readonly Difference[] {
  const sheets = projects.map((project, at) => {
    const cells = cellsOf(project, catalogue);
    for (const change of changes[at] ?? []) addChange(cells, change);
    return cells;
  });
  const paths = [...new Set(sheets.flatMap((sheet) => [...sheet.keys()]))];
  const rows = paths.flatMap((path) => rowOf(path, sheets));
  const wires = wireRow(projects);
  return wires ? [...rows, wires] : rows;
}

/** A setting that was changed during the run is shown as its first and its last value. */
function addChange(cells: Cells, { field, after }: Change): void {
  const path = field.startsWith("nodes.") ? `network.${field}` : `training.${field}`;
  const cell = cells.get(path);
  if (!cell) return;
  const word = `${cell.word} → ${valueWord(after)}`;
  cells.set(path, { ...cell, value: [cell.value, after], word, isUsual: false });
}

function rowOf(path: string, sheets: readonly Cells[]): Difference[] {
  const cells = sheets.map((sheet) => sheet.get(path));
  const [first, ...others] = cells.filter((cell) => cell !== undefined);
  if (!first) return [];
  const isEverywhere = others.length === cells.length - 1;
  const present = [first, ...others];
  const isSame = others.every(({ value }) => fingerprint(value) === fingerprint(first.value));
  // Another optimizer has other fields. Only those that somebody set get a row.
  if (isSame && (isEverywhere || present.every(({ isUsual }) => isUsual))) return [];
  return [{ path, label: first.label, values: cells.map((cell) => cell?.word ?? MISSING) }];
}

function cellsOf(project: ProjectFile, catalogue: Catalogue): Cells {
  const cells: Cells = new Map();
  for (const field of TRAINING_FIELDS) {
    const entry = trainingEntry(project, field, finderIn(catalogue));
    const titles = { title: ENTRY_LABELS[field], none: NONE_WORDS[field] };
    addEntry(cells, `training.${field}`, titles, entry, TRAINING_ENTRIES[field], catalogue);
  }
  addPlainTraining(cells, project, catalogue);
  const titles = { title: "Data", prefix: "Data · " };
  addEntry(cells, "data", titles, project.data, "datasets", catalogue);
  for (const node of project.network.nodes) addNode(cells, node, catalogue);
  return cells;
}

interface EntryTitles {
  readonly title: string;
  /** Before the names of its fields. */
  readonly prefix?: string;
  /** The word for none of its kind. */
  readonly none?: string;
}

/** An entry's kind and fields. */
function addEntry(
  cells: Cells,
  path: string,
  { title, prefix = "", none = "none" }: EntryTitles,
  entry: EntryJson | null,
  family: Family,
  catalogue: Catalogue,
): void {
  const declared = entry ? entryOf(catalogue, family, entry.type) : undefined;
  const word = entry ? (declared?.title ?? entry.type) : none;
  const kind = { label: title, value: entry?.type ?? null, word, isUsual: entry === null };
  cells.set(`${path}.type`, kind);
  if (!entry) return;
  for (const [name, value] of Object.entries(filled(entry, declared))) {
    if (name === "type") continue;
    const schema = declared?.schema.properties[name];
    const label = `${prefix}${fieldLabel(name, schema)}`;
    cells.set(`${path}.${name}`, cellOf(label, value, declared?.defaults[name], schema));
  }
}

/** The settings of the training that are no entries. */
function addPlainTraining(cells: Cells, project: ProjectFile, catalogue: Catalogue): void {
  const { schema, defaults = {} } = catalogue.training ?? {};
  const all: Record<string, unknown> = { ...defaults, ...project.training };
  for (const [name, value] of Object.entries(all)) {
    if (isTrainingEntry(name)) continue;
    const declared = schema?.properties[name];
    addDeep(cells, `training.${name}`, fieldLabel(name, declared), value, declared, defaults[name]);
  }
}

/** A setting, or the parts of one that is a group of settings. */
function addDeep(
  cells: Cells,
  path: string,
  label: string,
  value: unknown,
  schema: FieldSchema | undefined,
  usual: unknown,
): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    cells.set(path, cellOf(label, value, usual, schema));
    return;
  }
  cells.set(path, { label, value: true, word: "yes", isUsual: false });
  for (const [name, part] of Object.entries(value)) {
    const isUsual = part === null;
    const word = valueWord(part);
    const title = `${label} · ${fieldLabel(name, {}).toLowerCase()}`;
    cells.set(`${path}.${name}`, { label: title, value: part as unknown, word, isUsual });
  }
}

function cellOf(
  label: string,
  value: unknown,
  usual: unknown,
  schema: FieldSchema | undefined,
): Cell {
  const word = isEntries(value)
    ? value.map(({ type }) => type).join(", ")
    : valueWord(value, schema);
  return { label, value, word, isUsual: fingerprint(value ?? null) === fingerprint(usual ?? null) };
}

function isEntries(value: unknown): value is readonly EntryJson[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item: unknown) => typeof item === "object" && item !== null && "type" in item)
  );
}

function addNode(cells: Cells, node: NodeFile, catalogue: Catalogue): void {
  const path = `network.nodes.${node.id}`;
  const declared = entryOf(catalogue, "layers", node.layer.type);
  const word = declared?.title ?? node.layer.type;
  const label = `Layer ${node.name ?? node.id}`;
  cells.set(`${path}.type`, { label, value: node.layer.type, word, isUsual: false });
  const name = nodeName(node, catalogue);
  for (const [field, value] of Object.entries(filled(node.layer, declared))) {
    if (field === "type") continue;
    const schema = declared?.schema.properties[field];
    const title = `${name} · ${fieldLabel(field, schema).toLowerCase()}`;
    // A layer that only some projects have is one row, however many settings it has.
    const usual = { ...cellOf(title, value, value, schema), isUsual: true };
    cells.set(`${path}.${field}`, usual);
  }
  const isFrozen = !node.trainable;
  const title = `${name} · frozen`;
  cells.set(`${path}.trainable`, cellOf(title, isFrozen, isFrozen, { type: "boolean" }));
}

/** The wires between the layers that all projects have, after the others were removed. */
function wireRow(projects: readonly ProjectFile[]): Difference | null {
  const [first] = projects;
  if (!first) return null;
  const has = (project: ProjectFile, id: string) =>
    project.network.nodes.some((node) => node.id === id);
  const wires = projects.map((project) => {
    const own = project.network.nodes.map(({ id }) => id);
    const extra = own.filter((id) => !projects.every((other) => has(other, id)));
    return new Set(removeNodes(project, extra, true).network.edges.map(edgeId));
  });
  const shared = [...(wires[0] ?? [])].filter((wire) => wires.every((set) => set.has(wire)));
  const own = wires.map((set) => [...set].filter((wire) => !shared.includes(wire)));
  if (own.every((list) => list.length === 0)) return null;
  const words = own.map((list) => list.map(wireWord).join(", ") || MISSING);
  return { path: "network.edges", label: "Wires", values: words };
}

/** `h1>a1:0` as `h1 → a1`. */
function wireWord(wire: string): string {
  return wire.replace(">", " → ").replace(/:0$/, "");
}
