/** The points of one run as columns. Pure, except that columns grow in place. */
import type { Change, Point, Real } from "../api/types";

/** A value of a column; null where the point has none. NaN and Infinity were measured as such. */
export type Cell = number | null;

export interface SeriesChange extends Change {
  readonly seq: number;
  readonly epoch: number;
  readonly step: number;
}

/**
 * All points of a run, one column for each quantity, all `length` long. It is a new object whenever points come, with
 * the same columns: compare the object, read up to `length`, and change nothing.
 */
export interface Series {
  readonly run: string | null;
  readonly length: number;
  readonly seq: readonly number[];
  readonly kind: readonly Point["kind"][];
  readonly epoch: readonly number[];
  readonly step: readonly number[];
  readonly train_loss: readonly Cell[];
  /** Null at every point of a run without a validation split. */
  readonly val_loss: readonly Cell[];
  readonly test_loss: readonly Cell[];
  readonly batch_loss: readonly Cell[];
  /** The learning rate of the next step, where it follows a schedule. */
  readonly learning_rate: readonly Cell[];
  readonly metrics: Readonly<Record<string, readonly Cell[]>>;
  /** By node id, at epoch points. */
  readonly norms: Readonly<Record<string, NormColumns>>;
  readonly changes: readonly SeriesChange[];
}

export interface NormColumns {
  readonly weight: readonly Cell[];
  readonly gradient: readonly Cell[];
}

/** The last epoch point's numbers. */
export interface Newest {
  readonly epoch: number;
  readonly step: number;
  readonly train_loss: Cell;
  readonly val_loss: Cell;
  readonly test_loss: Cell;
  readonly metrics: Readonly<Record<string, Cell>>;
}

export function emptySeries(run: string | null): Series {
  return {
    run,
    length: 0,
    seq: [],
    kind: [],
    epoch: [],
    step: [],
    train_loss: [],
    val_loss: [],
    test_loss: [],
    batch_loss: [],
    learning_rate: [],
    metrics: {},
    norms: {},
    changes: [],
  };
}

/** The number a wire value stands for. */
export function numberOf(value: Real | null | undefined): Cell {
  if (value === null || value === undefined) return null;
  return typeof value === "number" ? value : Number(value);
}

/** The last `seq` of the series. A new connection asks for the points after it. */
export function lastSeq(series: Series): number {
  return series.seq[series.length - 1] ?? 0;
}

/**
 * The series with these points at its end. Points that it has are skipped. A point whose predecessor is missing ends the
 * append, so that the page can ask for the missing ones.
 */
export function appendPoints(series: Series, points: readonly Point[]): Series {
  const columns = series as unknown as Columns;
  let length = series.length;
  for (const point of points) {
    const last = columns.seq[length - 1] ?? 0;
    if (point.seq <= last) continue;
    if (point.seq !== last + 1) break;
    appendPoint(columns, point, length);
    length++;
  }
  return length === series.length ? series : { ...series, length };
}

/** The last epoch point's numbers; null before the first. */
export function newestOf(series: Series): Newest | null {
  for (let at = series.length - 1; at >= 0; at--) {
    if (series.kind[at] === "epoch") return newestAt(series, at);
  }
  return null;
}

function newestAt(series: Series, at: number): Newest {
  const metrics = Object.entries(series.metrics).map(([name, column]) => [
    name,
    column[at] ?? null,
  ]);
  return {
    epoch: series.epoch[at] ?? 0,
    step: series.step[at] ?? 0,
    train_loss: series.train_loss[at] ?? null,
    val_loss: series.val_loss[at] ?? null,
    test_loss: series.test_loss[at] ?? null,
    metrics: Object.fromEntries(metrics) as Record<string, Cell>,
  };
}

/** The same columns, writable. */
interface Columns {
  readonly seq: number[];
  readonly kind: Point["kind"][];
  readonly epoch: number[];
  readonly step: number[];
  readonly train_loss: Cell[];
  readonly val_loss: Cell[];
  readonly test_loss: Cell[];
  readonly batch_loss: Cell[];
  readonly learning_rate: Cell[];
  readonly metrics: Record<string, Cell[]>;
  readonly norms: Record<string, { weight: Cell[]; gradient: Cell[] }>;
  readonly changes: SeriesChange[];
}

function appendPoint(columns: Columns, point: Point, at: number): void {
  columns.seq.push(point.seq);
  columns.kind.push(point.kind);
  columns.epoch.push(point.epoch);
  columns.step.push(point.step);
  columns.train_loss.push(numberOf(point.train_loss));
  columns.val_loss.push(numberOf(point.val_loss));
  columns.test_loss.push(numberOf(point.test_loss));
  columns.batch_loss.push(numberOf(point.batch_loss));
  columns.learning_rate.push(numberOf(point.learning_rate));
  appendMetrics(columns.metrics, point.metrics, at);
  appendNorms(columns.norms, point.norms, at);
  const { seq, epoch, step } = point;
  if (point.change) columns.changes.push({ ...point.change, seq, epoch, step });
}

function appendMetrics(metrics: Columns["metrics"], values: Point["metrics"], at: number): void {
  for (const name of Object.keys(values)) metrics[name] ??= blanks(at);
  for (const [name, column] of Object.entries(metrics)) column.push(numberOf(values[name]));
}

function appendNorms(norms: Columns["norms"], values: Point["norms"], at: number): void {
  for (const id of Object.keys(values)) norms[id] ??= { weight: blanks(at), gradient: blanks(at) };
  for (const [id, columns] of Object.entries(norms)) {
    columns.weight.push(numberOf(values[id]?.weight));
    columns.gradient.push(numberOf(values[id]?.gradient));
  }
}

function blanks(length: number): Cell[] {
  return new Array<Cell>(length).fill(null);
}
