/** Which loss early stopping, the best weights and schedules on a plateau watch. Pure. */
import type { TrainingFile } from "../../api/types";

export function watchedLoss(training: TrainingFile): "validation" | "test" {
  return (training.val_fraction ?? 0) > 0 ? "validation" : "test";
}
