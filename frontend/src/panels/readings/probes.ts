/** The probes that the panels watch. Each is defined once, so that equal probes are measured once. */
import type { ProbeJson } from "../../api/types";
import { sampleFields, type ShownSample } from "../../store/preferences";

export const OUTPUT_MAP: ProbeJson = { type: "output_map", size: 72 };
export const CURVE: ProbeJson = { type: "curve", size: 200 };
export const CONFUSION: ProbeJson = { type: "confusion" };
export const PREDICTION: ProbeJson = { type: "prediction" };
export const WORST: ProbeJson = { type: "worst_samples", count: 12 };
export const HISTOGRAMS: ProbeJson = { type: "weight_histograms", bins: 40 };

export function sampleOutput(sample: ShownSample): ProbeJson {
  return { type: "sample_output", ...sampleFields(sample) };
}

/** Measures the exact output at a point of the plane. `output` is the index of a class or a target. */
export function answerAt(point: readonly [number, number], output: number): ProbeJson {
  return { type: "unit_value", node: null, index: [output], point };
}
