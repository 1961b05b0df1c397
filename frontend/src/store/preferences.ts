/** How this person likes to see things; kept in this browser, never in the project. */
import { create } from "zustand";
import { persist } from "zustand/middleware";

/** The test or train sample whose activations the network shows. */
export interface ShownSample {
  readonly index: number;
  /** `asked`: what the person typed or drew, in `asked`. */
  readonly of: "train" | "test" | "asked";
  readonly asked?: string;
  /** The data that it was asked of: other ones do not take it. */
  readonly askedFor?: string;
}

const FIRST_SAMPLE: ShownSample = { index: 0, of: "test" };

/** The fields of a probe that looks at one sample. */
export function sampleFields({ index, of, asked }: ShownSample): Record<string, string | number> {
  return of === "asked" ? { of, asked: asked ?? "" } : { sample: index, of };
}

export interface Preferences {
  readonly showTest: boolean;
  /** The output map in whole classes rather than shades. */
  readonly discretize: boolean;
  readonly logLoss: boolean;
  /** 0 draws the curves as they are; up to 0.99 the more they are smoothed. */
  readonly smoothing: number;
  readonly sample: ShownSample;
  /** Training goes on while data are painted. */
  readonly trainWhilePainting: boolean;
  /** Panels that were opened or folded by hand, by their key. */
  readonly panels: Readonly<Record<string, boolean>>;
  /** Steps a second asked for; null is as fast as it goes. */
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
      // A speed is for what is looked at now: tomorrow's training is not slow because today's was.
      // Nor is what somebody asked a network.
      partialize: ({ speed: _speed, set: _set, sample, ...kept }) => ({
        ...kept,
        sample: sample.of === "asked" ? FIRST_SAMPLE : sample,
      }),
    },
  ),
);
