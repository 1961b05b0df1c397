/** How this person likes to see things; kept in this browser, never in the project. */
import { create } from "zustand";
import { persist } from "zustand/middleware";

/** The test or train sample whose activations the network shows. */
export interface ShownSample {
  readonly index: number;
  readonly of: "train" | "test";
}

export interface Preferences {
  readonly showTest: boolean;
  /** The output map in whole classes rather than shades. */
  readonly discretize: boolean;
  readonly logLoss: boolean;
  /** 0 draws the curves as they are; up to 0.99 the more they are smoothed. */
  readonly smoothing: number;
  readonly sample: ShownSample;
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
      sample: { index: 0, of: "test" },
      speed: null,
      set: (change) => set(change),
    }),
    {
      name: "torchground-preferences",
      version: 1,
      // A speed is for what is looked at now: tomorrow's training is not slow because today's was.
      partialize: ({ speed: _speed, set: _set, ...kept }) => kept,
    },
  ),
);
