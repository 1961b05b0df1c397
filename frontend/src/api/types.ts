/** The names the page uses for what crosses the wire; all come from the server's own declarations. */
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

// ---- the project file
export type EntryJson = Schemas["EntryJson"];
export type NodeFile = Schemas["NodeFile"];
export type EdgeFile = Schemas["EdgeFile"];
export type TrainingFile = Schemas["TrainingFile"];
export type ProjectFile = Schemas["ProjectFile"];

// ---- the check
export type Edge = Schemas["Edge"];
export type NodeReport = Schemas["NodeReport"];
export type Report = Schemas["Report"];
export type Problem = Schemas["Problem"];
export type Fix = Problem["fixes"][number];
export type DataInfo = Schemas["DataInfo"];

// ---- runs
export type RunInfo = Schemas["RunInfo"];
export type RunState = RunInfo["state"];
export type RunDetail = Schemas["RunDetail"];
export type Note = Schemas["Note"];
export type Point = Schemas["Point"];
export type Points = Schemas["Points"];
export type Change = Schemas["Change"];
export type Status = Schemas["Status"];
/** A float that may not be finite: then it is a string that says so. */
export type Real = number | "NaN" | "Infinity" | "-Infinity";

// ---- the stream
export type Down = Schemas["Messages"]["down"];
export type Up = Schemas["Messages"]["up"];
export type Command = Schemas["CommandMessage"]["command"];
export type Answer = Schemas["Answer"];
/** A probe with its settings: `{type: "unit_maps", size: 50}`. */
export type ProbeJson = { readonly type: string; readonly [field: string]: unknown };

// ---- what can be picked
/** JSON Schema of an entry's fields, as pydantic writes it, with our hints under `ui`. */
export interface FieldSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly FieldSchema[];
  readonly items?: FieldSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly $ref?: string;
  readonly ui?: FieldHints;
}

export interface FieldHints {
  readonly low?: number;
  readonly high?: number;
  readonly scale?: "linear" | "log";
  readonly choices?: Readonly<Record<string, string>>;
  readonly label?: string;
  /** It may change while a run trains. */
  readonly live?: boolean;
}

export interface EntrySchema {
  readonly properties: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly $defs?: Readonly<Record<string, FieldSchema>>;
}

export type Family = "layers" | "losses" | "optimizers" | "datasets" | "tasks" | "probes";

/** One thing that can be picked, with its help and its form. */
export interface CatalogueEntry {
  readonly type: string;
  readonly title: string;
  readonly group: string;
  readonly help: string;
  readonly formula: string;
  readonly source: string;
  readonly schema: EntrySchema;
  readonly defaults: Readonly<Record<string, unknown>>;
  // What a family adds.
  readonly max_inputs?: number;
  readonly elementwise?: boolean;
  readonly tasks?: readonly string[];
  readonly losses?: readonly string[];
  readonly kinds?: readonly string[];
  readonly on_demand?: boolean;
}

export interface Catalogue {
  readonly families: Readonly<Record<Family, readonly CatalogueEntry[]>>;
}

export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly project: ProjectFile;
}

/** What a data set looks like before anything is trained on it. */
export interface Preview {
  readonly info: DataInfo;
  readonly train: PreviewHalf;
  readonly test: PreviewHalf;
}

/** Some samples of one half, spread evenly over it when they are not all. */
export interface PreviewHalf {
  /** How many samples the half has. */
  readonly total: number;
  /** Flat samples [n][features]; null where samples are pictures. */
  readonly inputs: readonly (readonly number[])[] | null;
  /** Pictures as base64 of uint8 [n, height, width]; null where samples are flat. */
  readonly images: { readonly shape: readonly number[]; readonly data: string } | null;
  /** Class numbers, or numbers in the units of the target. */
  readonly targets: readonly number[];
  /** Which sample of the half each is. */
  readonly index: readonly number[];
}
