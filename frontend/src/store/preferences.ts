/** The person's preferences. They are kept in this browser, never in the project. */
import { create } from "zustand";
import { persist } from "zustand/middleware";

/** The test or train sample whose activations the network shows. */
export interface ShownSample {
  readonly index: number;
  /** `asked`: a sample of the person's own, which is in `asked`. */
  readonly of: "train" | "test" | "asked";
  readonly asked?: string;
  /** The data that the person's own sample fits. */
  readonly askedFor?: string;
}

const FIRST_SAMPLE: ShownSample = { index: 0, of: "test" };

/** The fields of a probe that looks at one sample. */
export function sampleFields({ index, of, asked }: ShownSample): Record<string, string | number> {
  return of === "asked" ? { of, asked: asked ?? "" } : { sample: index, of };
}

export interface Preferences {
  readonly showTest: boolean;
  /** Whether the output map shows whole classes rather than shades. */
  readonly discretize: boolean;
  readonly logLoss: boolean;
  /** How much curves are smoothed, from 0 (not at all) to 0.99. */
  readonly smoothing: number;
  readonly sample: ShownSample;
  /** Whether training continues while data are painted. */
  readonly trainWhilePainting: boolean;
  /** Whether a panel is open, by its key, where the person opened or folded it. */
  readonly panels: Readonly<Record<string, boolean>>;
  /** The speed that was chosen, in steps a second; null is as fast as possible. */
  readonly speed: number | null;
}

interface PreferenceActions {
  readonly set: (change: Partial<Preferences>) => void;
}

export const usePreferences = create<Preferences & PreferenceActions>()(
  persist(
    (set) => ({
      showTest: true,
      discretize: false,
      logLoss: false,
      smoothing: 0,
      sample: FIRST_SAMPLE,
      trainWhilePainting: true,
      panels: {},
      speed: null,
      set: (change) => set(change),
    }),
    {
      name: "torchground-preferences",
      version: 1,
      // The speed is not kept: tomorrow's training must not be slow because today's was.
      // Nor is the person's own sample.
      partialize: ({ speed: _speed, set: _set, sample, ...kept }) => ({
        ...kept,
        sample: sample.of === "asked" ? FIRST_SAMPLE : sample,
      }),
    },
  ),
);
