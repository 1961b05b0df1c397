/** Starts and stops showing a sample of the person's own, drawn, typed or set by sliders, in place of a test sample. */
import { usePreferences } from "../store/preferences";

/** `askedFor` names the data that the sample fits. The page drops the sample when the data change. */
export function ask(asked: string, askedFor: string): void {
  const { sample, set } = usePreferences.getState();
  set({ sample: { index: sample.index, of: "asked", asked, askedFor } });
}

/** The test sample that was shown before. */
export function stopAsking(): void {
  const { sample, set } = usePreferences.getState();
  if (sample.of === "asked") set({ sample: { index: sample.index, of: "test" } });
}
