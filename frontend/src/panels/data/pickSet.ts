/** Takes another data set. */
import type { EntryJson } from "../../api/types";
import { usePreferences } from "../../store/preferences";
import { chooseData } from "./chooseData";

/** Takes another data set. The task and the loss change if they do not fit it, and the first test sample is shown. */
export function pickSet(data: EntryJson): void {
  chooseData(data);
  usePreferences.getState().set({ sample: { index: 0, of: "test" } });
}
