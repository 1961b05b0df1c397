/**
 * Which loss is watched by early stopping, by the choice of the best weights, and by schedulers that react to a
 * plateau. Pure.
 */
import type { TrainingFile } from "../../api/types";

export function watchedLoss(training: TrainingFile): "validation" | "test" {
  return (training.val_fraction ?? 0) > 0 ? "validation" : "test";
}
