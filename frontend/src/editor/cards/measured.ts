/** The probes that several pictures need, and how their readings are found in frames. */
import { tokensOf, valuesOf, type Frame, type Reading, type Tensor } from "../../api/reading";
import type { ProbeJson } from "../../api/types";
import { sampleFields, type ShownSample } from "../../store/preferences";
import { seen } from "./chips";

export const WEIGHTS: ProbeJson = { type: "weights", limit: 4096 };

/** What is generated; as the panels watch it. */
export const GENERATED: ProbeJson = { type: "generated_samples" };

/** What each layer gives for the shown sample. */
export function featureMaps(sample: ShownSample): ProbeJson {
  return { type: "feature_maps", ...sampleFields(sample) };
}

/** The question for one number of what a node gives for the shown sample. */
export function unitValue(node: string, index: readonly number[], sample: ShownSample): ProbeJson {
  return { type: "unit_value", node, index: [...index], ...sampleFields(sample) };
}

/** The question for one weight of a node. */
export function weightValue(node: string, index: readonly number[]): ProbeJson {
  return { type: "weight_value", node, param: "weight", index: [...index] };
}

/** The reading of a node in a frame. */
export function readingOf(frame: Frame | undefined, node: string): Reading | undefined {
  return frame?.readings.find(({ path }) => path === node);
}

/** The weight matrix of a node in a frame of `weights`. */
export function weightsOf(frame: Frame | undefined, node: string): Tensor | undefined {
  return valuesOf(frame?.readings.find(({ path }) => path === `${node}.weight` || path === node));
}

/** What a step of the shown sample is called: with its token, where a reading of this node tells it. */
export function stepName(frame: Frame | undefined, node: string, step: number): string {
  const own = frame?.readings.find(({ path }) => path.split(".")[0] === node);
  const token = own && tokensOf(own)?.[step];
  return token === undefined ? `step ${step + 1}` : `step ${step + 1} (${seen(token)})`;
}
