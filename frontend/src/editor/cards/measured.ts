/** Probes that several pictures use, and functions that find their readings in frames. */
import { tokensOf, valuesOf, type Frame, type Reading, type Tensor } from "../../api/reading";
import type { ProbeJson } from "../../api/types";
import { sampleFields, type ShownSample } from "../../store/preferences";
import { seen } from "./chips";

export const WEIGHTS: ProbeJson = { type: "weights", limit: 4096 };

/** Generated samples. The panels watch the same probe. */
export const GENERATED: ProbeJson = { type: "generated_samples" };

/** The probe for the output of each layer for the shown sample. */
export function featureMaps(sample: ShownSample): ProbeJson {
  return { type: "feature_maps", ...sampleFields(sample) };
}

/** The probe for one number of a node's output for the shown sample. */
export function unitValue(node: string, index: readonly number[], sample: ShownSample): ProbeJson {
  return { type: "unit_value", node, index: [...index], ...sampleFields(sample) };
}

/** The probe for one weight of a node. */
export function weightValue(node: string, index: readonly number[]): ProbeJson {
  return { type: "weight_value", node, param: "weight", index: [...index] };
}

/** The reading of a node in a frame; undefined if there is none. */
export function readingOf(frame: Frame | undefined, node: string): Reading | undefined {
  return frame?.readings.find(({ path }) => path === node);
}

/** The weight matrix of a node in a frame of `weights`; undefined if there is none. */
export function weightsOf(frame: Frame | undefined, node: string): Tensor | undefined {
  return valuesOf(frame?.readings.find(({ path }) => path === `${node}.weight` || path === node));
}

/** The name of a step of the shown sample, with its token if a reading of this node has it. */
export function stepName(frame: Frame | undefined, node: string, step: number): string {
  const own = frame?.readings.find(({ path }) => path.split(".")[0] === node);
  const token = own && tokensOf(own)?.[step];
  return token === undefined ? `step ${step + 1}` : `step ${step + 1} (${seen(token)})`;
}
