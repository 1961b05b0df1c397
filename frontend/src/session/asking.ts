/** Shows what a person drew, typed or set going through the network, in every picture of a sample; and stops. */
import { usePreferences } from "../store/preferences";

/** `askedFor` names the data it fits; it goes when other data come. */
export function ask(asked: string, askedFor: string): void {
  const { sample, set } = usePreferences.getState();
  set({ sample: { index: sample.index, of: "asked", asked, askedFor } });
}

/** The test sample that was shown before. */
export function stopAsking(): void {
  const { sample, set } = usePreferences.getState();
  if (sample.of === "asked") set({ sample: { index: sample.index, of: "test" } });
}
