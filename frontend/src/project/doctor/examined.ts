/** What the doctor looks at, what it finds, and the words and numbers that its signs share. Pure. */
import type { FactsOf } from "../../api/reading";
import type { ProjectFile } from "../../api/types";
import { setTraining } from "../graph";
import { inOrder } from "../order";
import { trainingEntry, trainingWith, type FindEntry } from "../trainingEntries";

/** What the server measured of the network. */
export type Health = NonNullable<FactsOf<"table">["health"]>;

/** A run after one of its epochs. */
export interface EpochPoint {
  readonly epoch: number;
  readonly step: number;
  readonly train: number | null;
  readonly test: number | null;
  /** The share of the train samples that is right; null where that is not asked. */
  readonly accuracy: number | null;
  /** The norm of the gradient of all params together, in the last batch. */
  readonly gradient: number | null;
}

/** A run as the doctor sees it. */
export interface Examined {
  /** Of every epoch since the last live setting was changed, oldest first. */
  readonly points: readonly EpochPoint[];
  /** The size of a gradient by node, newest: the root of the mean square of its numbers. */
  readonly gradients: Readonly<Record<string, number>>;
  readonly health: Health;
  /** The drawing, with the live settings as they are now. */
  readonly file: ProjectFile;
  readonly find: FindEntry;
}

/** A change of the drawing that mends something, or another start. */
export type Remedy =
  | { readonly title: string; readonly change: (file: ProjectFile) => ProjectFile }
  | { readonly title: string; readonly isNewSeed: true };

export interface Finding {
  /** What was found, with its number. */
  readonly sentence: string;
  readonly remedy: Remedy;
}

/** One thing that goes wrong in a training: one file `<name>.sign.ts`. */
export interface Sign {
  readonly name: string;
  /** Causes come before what follows from them: smaller first. */
  readonly order: number;
  /** Null where it does not show, or cannot be measured. */
  readonly find: (examined: Examined) => Finding | null;
}

// ---- what was measured

export function newest({ points }: Examined): EpochPoint | undefined {
  return points[points.length - 1];
}

/** How many epochs were trained with the settings as they are. */
export function numEpochs({ points }: Examined): number {
  return (points[points.length - 1]?.epoch ?? 0) - (points[0]?.epoch ?? 0);
}

/** The losses on the train samples, oldest first. Empty where one of them is no number. */
export function trainLosses(points: readonly EpochPoint[]): readonly number[] {
  const losses = points.map(({ train }) => train);
  return losses.every((loss) => loss !== null && Number.isFinite(loss)) ? (losses as number[]) : [];
}

/**
 * How much is left to learn: the loss as a share of the loss of a blind guess, or of the samples that are wrong where
 * there is no such guess. Null where neither is known.
 */
export function leftToLearn(examined: Examined): number | null {
  const { loss, blind_loss: blind } = examined.health;
  if (loss !== null && blind !== null && blind > 0) return loss / blind;
  const accuracy = newest(examined)?.accuracy ?? null;
  return accuracy === null ? null : 1 - accuracy;
}

/** How much of itself the train loss has lost over so many epochs; 0 where it rose, null where that is not known. */
export function fallOver(points: readonly EpochPoint[], epochs: number): number | null {
  const losses = trainLosses(points.slice(-epochs - 1));
  const [before, now] = [losses[0], losses[losses.length - 1]];
  if (losses.length <= epochs || before === undefined || now === undefined) return null;
  return before > 0 ? Math.max(0, 1 - now / before) : 0;
}

/** Whether so little is left to learn that nothing needs to be mended. */
export function isWell(examined: Examined): boolean {
  const left = leftToLearn(examined);
  const accuracy = newest(examined)?.accuracy ?? 0;
  return left === null || left < 0.1 || accuracy >= 0.95;
}

/** The part of a layer's units that must be dead to speak of it. */
const MANY_DEAD = 0.6;

/** The layers of which most units give nothing for any sample. */
export function dyingLayers({ health }: Examined): Health["layers"][number][] {
  return health.layers.filter(({ dead, units }) => dead >= 2 && dead >= MANY_DEAD * units);
}

// ---- the network and its settings

/** A layer as its card names it; a number tells layers of one name apart. */
export function layerName({ file, find }: Examined, id: string): string {
  const nodes = inOrder(file.network);
  const titleOf = ({ name, layer }: (typeof nodes)[number]) =>
    name ?? find("layers", layer.type)?.title ?? layer.type;
  const own = nodes.find((node) => node.id === id);
  if (!own) return id;
  const alike = nodes.filter((node) => titleOf(node) === titleOf(own));
  return alike.length > 1 ? `${titleOf(own)} ${alike.indexOf(own) + 1}` : titleOf(own);
}

/** The learning rate that is set; null for an optimizer that has none. */
export function learningRate({ file, find }: Examined): number | null {
  const own = trainingEntry(file, "optimizer", find);
  const value = own && (own["lr"] ?? find("optimizers", own.type)?.defaults["lr"]);
  return typeof value === "number" ? value : null;
}

// ---- remedies

/** Multiplies the learning rate; another seed for an optimizer that has none. */
export function timesLearningRate(examined: Examined, factor: number): Remedy {
  const now = learningRate(examined);
  if (now === null) return otherSeed();
  const next = Number((now * factor).toPrecision(1));
  return {
    title: `Learning rate ${numeral(now)} → ${numeral(next)}`,
    change: (file) => setTraining(file, trainingWith(file, "optimizer.lr", next, examined.find)),
  };
}

export function setting(title: string, change: Partial<ProjectFile["training"]>): Remedy {
  return { title, change: (file) => setTraining(file, change) };
}

export function otherSeed(): Remedy {
  return { title: "Another seed", isNewSeed: true };
}

// ---- numbers as words

/** A number with two or three digits that count. */
export function numeral(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) {
    return String(Number(value.toPrecision(2))).replace("e+", "e");
  }
  return size >= 100
    ? Math.round(value).toLocaleString("en")
    : String(Number(value.toPrecision(3)));
}

/** A share in percent; small ones keep a digit that counts. */
export function percent(share: number): string {
  const value = 100 * share;
  return `${value < 1 && value > 0 ? Number(value.toPrecision(1)) : Math.round(value)} %`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[middle - (sorted.length % 2 ? 0 : 1)], sorted[middle]];
  return (low + high) / 2;
}
