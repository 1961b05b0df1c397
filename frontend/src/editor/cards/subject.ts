/** What is known of a card before its picture is chosen. Pure. */

/** What the picture of a card depends on. */
export interface Subject {
  /** The type of the card's first layer, and its fields with their defaults. */
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Of one sample behind the card's last layer, and of what comes into its first; null while unknown. */
  readonly shape: readonly number[] | null;
  readonly input: readonly number[] | null;
  /** Whether samples are points of a plane. */
  readonly plane: boolean;
  /** Whether what comes out is tokens. */
  readonly isTokens: boolean;
  /** What the tokens of the data are called; empty where data are numbers. */
  readonly vocab: readonly string[];
  /** The classes that the answer tells apart; empty where it is something else. */
  readonly classes: readonly string[];
  readonly num_params: number;
  /** Which tokens the network is asked for. */
  readonly asks: "expected" | "hidden" | "other";
  /** Its place where one network makes samples and another judges them. */
  readonly place: "generator" | "generated" | "switch" | "other";
}

/** A layer between others, of which nothing is known but that it is a Linear. */
export const ORDINARY: Subject = {
  type: "linear",
  fields: {},
  shape: null,
  input: null,
  plane: false,
  isTokens: false,
  vocab: [],
  classes: [],
  num_params: 0,
  asks: "other",
  place: "other",
};

/** How many units a layer has whose samples are flat numbers [units]; 0 for others. */
export function unitsOf({ shape, isTokens }: Subject): number {
  return shape?.length === 1 && !isTokens ? (shape[0] ?? 0) : 0;
}

/** Whether samples are [channels, height, width]. */
export function isImage({ shape }: Subject): boolean {
  return shape?.length === 3;
}

/** Whether samples are numbers over time: [steps, features]. */
export function isSequence({ shape, isTokens }: Subject): boolean {
  return shape?.length === 2 && !isTokens;
}
