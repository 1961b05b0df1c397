/** Common test values with every field filled in, so that a test names only the fields that it is about. */
import type {
  Catalogue,
  CatalogueEntry,
  DataInfo,
  Family,
  FieldSchema,
  Offer,
  Point,
  Preview,
  PreviewHalf,
  Problem,
  ProjectFile,
  Report,
} from "../api/types";
import { normalise } from "../project/graph";
import { appendPoints, emptySeries, type Series } from "../store/series";
import { reportOf } from "./fakes";

/** A point of a run. By default it is an epoch point without numbers. */
export function point(seq: number, change: Partial<Point> = {}): Point {
  return {
    seq,
    kind: "epoch",
    epoch: 0,
    step: 0,
    train_loss: null,
    val_loss: null,
    test_loss: null,
    batch_loss: null,
    learning_rate: null,
    metrics: {},
    norms: {},
    change: null,
    ...change,
  };
}

/** The series of run `r` with these points, numbered from 1. */
export function seriesOf(...points: readonly Partial<Point>[]): Series {
  return appendPoints(
    emptySeries("r"),
    points.map((change, at) => point(at + 1, change)),
  );
}

/** A catalogue entry. Its defaults are the defaults of its fields. */
export function entryOf(
  type: string,
  fields: Readonly<Record<string, FieldSchema>> = {},
  more: Partial<CatalogueEntry> = {},
): CatalogueEntry {
  const defaults = Object.entries(fields).map(([name, field]) => [name, field.default] as const);
  return {
    type,
    title: type,
    group: "",
    help: "",
    formula: "",
    source: "",
    schema: { properties: fields },
    defaults: Object.fromEntries(defaults),
    ...more,
  };
}

/** A catalogue with only these entries. */
export function catalogueOf(
  families: Partial<Record<Family, readonly CatalogueEntry[]>>,
  training?: Catalogue["training"],
): Catalogue {
  const none = {
    layers: [],
    losses: [],
    optimizers: [],
    schedulers: [],
    initializers: [],
    augmentations: [],
    datasets: [],
    tasks: [],
    probes: [],
  };
  return { families: { ...none, ...families }, ...(training ? { training } : {}) };
}

/** A drawing on the spiral data: an input, a linear layer `h` and an output. `more` replaces parts of it. */
export function projectOf(more: Partial<ProjectFile> = {}): ProjectFile {
  const node = (id: string, type: string) => ({ id, layer: { type }, trainable: true });
  return normalise({
    title: "Spirals",
    network: {
      nodes: [node("x", "input"), node("h", "linear"), node("y", "output")],
      edges: [
        { source: "x", target: "h", handle: 0 },
        { source: "h", target: "y", handle: 0 },
      ],
    },
    data: { type: "spiral" },
    ...more,
  });
}

/** The description of data with two numbers for each sample, and two classes. */
export function dataInfo(more: Partial<DataInfo> = {}): DataInfo {
  return {
    shape: [2],
    classes: ["left", "right"],
    plane: null,
    num_train: 80,
    num_val: 0,
    num_test: 20,
    num_targets: 2,
    features: [],
    target: "class",
    vocab: [],
    token_targets: false,
    causal: false,
    mask_token: null,
    pad_token: null,
    modes: [],
    mode_radius: 0,
    input_range: null,
    target_range: null,
    empty_classes: [],
    overlap: null,
    ...more,
  };
}

/** One half of a preview, without samples. */
export function halfOf(more: Partial<PreviewHalf> = {}): PreviewHalf {
  const blank = { images: null, inputs: null, targets: [], token_targets: null, tokens: null };
  return { ...blank, index: [], total: 0, ...more };
}

/** A preview that shows two train samples and two test samples. */
export function previewOf(more: Partial<Preview> = {}): Preview {
  const train = [
    [0, 1],
    [1, 0],
  ];
  const test = [
    [0.5, -1],
    [-0.5, 2],
  ];
  return {
    info: dataInfo(),
    kind: "points",
    train: halfOf({ index: [0, 1], inputs: train, targets: [0, 1], total: 80 }),
    val: null,
    test: halfOf({ index: [0, 1], inputs: test, targets: [1, 0], total: 20 }),
    columns: [],
    target_std: 1,
    ...more,
  };
}

/** A problem that the check found at a place. */
export function problemAt(place: string, sentence: string, more: Partial<Problem> = {}): Problem {
  return {
    severity: "error",
    place,
    node: null,
    edge: null,
    code: "other",
    values: {},
    sentence,
    fixes: [],
    ...more,
  };
}

/** The answer of the check. By default it has no problems. */
export function checked(more: Partial<Report> = {}): Report {
  return { ...reportOf(true), ...more };
}

/** A probe that the check offers for the run. */
export function offerOf(place: Offer["place"], type: string, more: Partial<Offer> = {}): Offer {
  return { place, probe: { type }, title: type, node: null, order: 0, ...more };
}
