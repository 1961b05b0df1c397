/** What is known of a card before its picture is chosen. */

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
  /** How many classes the answer tells apart; 0 where it is something else. */
  readonly num_classes: number;
  readonly num_params: number;
  /** Which tokens the network is asked for. */
  readonly asks: "expected" | "hidden" | "other";
  /** Its place where one network makes samples and another judges them. */
  readonly place: "generator" | "generated" | "switch" | "other";
}
