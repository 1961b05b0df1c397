/** The facts about a card from which its picture is chosen. Pure. */

/** Everything that the picture of a card depends on. */
export interface Subject {
  /** The type of the card's first layer, and its fields with their defaults. */
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The shapes of one sample: the output of the card's last layer, and the input of its first; null if unknown. */
  readonly shape: readonly number[] | null;
  readonly input: readonly number[] | null;
  /** Whether samples are points of a plane. */
  readonly plane: boolean;
  /** Whether the output is tokens. */
  readonly isTokens: boolean;
  /** The vocabulary of the data; empty if the data are numbers. */
  readonly vocab: readonly string[];
  /** The classes that the network distinguishes; empty for other tasks. */
  readonly classes: readonly string[];
  /** The names of the numbers of a sample of a table, in their order; empty for other data. */
  readonly features: readonly string[];
  readonly num_params: number;
  /** Which tokens the network must predict: the next ones, the hidden ones, or neither. */
  readonly asks: "expected" | "hidden" | "other";
  /** The place of the card in a pair of networks (generator and discriminator). */
  readonly place: "generator" | "generated" | "switch" | "other";
}

/** A Linear layer about which nothing else is known. */
export const ORDINARY: Subject = {
  type: "linear",
  fields: {},
  shape: null,
  input: null,
  plane: false,
  isTokens: false,
  vocab: [],
  classes: [],
  features: [],
  num_params: 0,
  asks: "other",
  place: "other",
};

/** The number of units if samples are flat [units], otherwise 0. */
export function unitsOf({ shape, isTokens }: Subject): number {
  return shape?.length === 1 && !isTokens ? (shape[0] ?? 0) : 0;
}

/** Whether samples are [channels, height, width]. */
export function isImage({ shape }: Subject): boolean {
  return shape?.length === 3;
}

/** Whether samples are numbers over time [steps, features]. */
export function isSequence({ shape, isTokens }: Subject): boolean {
  return shape?.length === 2 && !isTokens;
}
