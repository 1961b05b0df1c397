/** The names the page uses for what crosses the wire; all come from the server's own declarations. */
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

// ---- the project file
export type EntryJson = Schemas["EntryJson"];
export type EdgeFile = Schemas["EdgeFile"];
export type NodeFile = NullsLeftOut<Schemas["NodeFile"]>;
export type BlockFile = Schemas["BlockFile"];
type Training = NullsLeftOut<Schemas["TrainingFile"]>;
/** What has come with later versions may be missing from what an older page kept; a batch size that is left out follows
 * from the data. */
export type TrainingFile = Partial<Omit<Training, Always>> & Pick<Training, Always>;
/** The settings of the first version that are never nothing. */
type Always = "epochs" | "seed" | "l1" | "l2";
/** As the page holds it: what the file may leave out is filled in, but for what is nothing. */
export interface ProjectFile
  extends
    Omit<Schemas["ProjectFile"], "network" | "training" | "blocks" | "$schema">,
    Partial<Pick<Schemas["ProjectFile"], "$schema">> {
  network: { nodes: NodeFile[]; edges: EdgeFile[] };
  training: TrainingFile;
  blocks?: readonly BlockFile[];
}

// ---- the check
export type Edge = Schemas["Edge"];
export type NodeReport = Schemas["NodeReport"];
export type Report = Schemas["Report"];
export type Offer = Schemas["Offer"];
export type Problem = Schemas["Problem"];
export type Fix = Problem["fixes"][number];
export type DataInfo = Schemas["DataInfo"];
/** A probe that has something to show for a project, and where the page lays it out. */

// ---- runs
export type RunInfo = Schemas["RunInfo"];
export type RunState = RunInfo["state"];
export type RunDetail = Omit<Schemas["RunDetail"], "project"> & { project: ProjectFile };
export type Point = Schemas["Point"];
export type Change = Schemas["Change"];
export type Status = Schemas["Status"];
/** A weights file, by the hash of its content. */
export type Weights = Schemas["Weights"];
/** The value of a setting that may change while a run trains. */
export type Setting = Change["after"];
/** A float that may not be finite: then it is a string that says so. */
export type Real = number | "NaN" | "Infinity" | "-Infinity";

// ---- the stream
export type Down = Schemas["Down"];
/** What a worker shows of its run; of each type only the newest counts. A new one needs nothing but who shows it. */
export type LiveMessage = Exclude<
  Down,
  {
    type:
      | "hello"
      | "pace"
      | "heartbeat"
      | "run"
      | "runs"
      | "listed"
      | "points"
      | "answer"
      | "refusal"
      | "probe_problem";
  }
>;
export type Pace = Schemas["Pace"];
export type Up = Schemas["Up"];
export type Poll = Schemas["Poll"];
export type PollAnswer = Schemas["PollAnswer"];
export type Command = Schemas["Command"];
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
  readonly prefixItems?: readonly FieldSchema[];
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
  /** Its names in other libraries, for a search. */
  readonly also?: readonly string[];
  /** It names an uploaded file of this kind, or a column of one. */
  readonly file?: string;
  readonly column?: string;
}

export interface EntrySchema {
  readonly properties: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly $defs?: Readonly<Record<string, FieldSchema>>;
}

export type Family =
  | "layers"
  | "losses"
  | "optimizers"
  | "schedulers"
  | "initializers"
  | "augmentations"
  | "datasets"
  | "tasks"
  | "probes";

/** One thing that can be picked, with its help and its form. */
export interface CatalogueEntry {
  readonly type: string;
  readonly title: string;
  readonly group: string;
  readonly help: string;
  readonly formula: string;
  readonly source: string;
  /** Its other names in the field, for a search. */
  readonly aliases?: readonly string[];
  /** Those of its other names that mean it with some fields set. */
  readonly variants?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Those of its other names that are drawn from several nodes, and how. */
  readonly pieces?: Readonly<Record<string, string>>;
  /** The installed package that it comes from, where it is none of Torchground's own. */
  readonly package?: string;
  readonly schema: EntrySchema;
  readonly defaults: Readonly<Record<string, unknown>>;
  // What a family adds.
  readonly max_inputs?: number;
  readonly elementwise?: boolean;
  /** What it is one of, such as `norm`: layers of one sort can stand in for one another. */
  readonly sort?: string | null;
  /** The field that says how many outputs it has. */
  readonly units?: string | null;
  readonly random?: boolean;
  readonly added?: string;
  readonly tasks?: readonly string[];
  readonly losses?: readonly string[];
  /** What must be uploaded first: a file of this kind, or a `download`. */
  readonly needs?: string | null;
  readonly adversarial?: boolean;
  readonly squash?: "none" | "softmax" | "sigmoid";
  readonly watches_loss?: boolean;
  readonly kinds?: readonly string[];
  readonly on_demand?: boolean;
}

export interface Catalogue {
  readonly families: Readonly<Record<Family, readonly CatalogueEntry[]>>;
  /** The settings of the training beside its entries: batch size, epochs, seed … */
  readonly training?: Pick<CatalogueEntry, "schema" | "defaults">;
}

export type Lesson = Omit<Schemas["Lesson"], "project"> & { project: ProjectFile };

// ---- a data set before any run
export type Preview = Schemas["Preview"];
export type PreviewHalf = Schemas["PreviewHalf"];

/** Fields that may be null may as well be left out. */
type NullsLeftOut<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: T[K];
};

/** What people write on a run. What is left out stays as it is. */
export interface RunLabels {
  readonly title?: string;
  readonly tags?: readonly string[];
  readonly own_notes?: string;
}
