/** The probes a card's picture needs, and how its readings are found. */
import { valuesOf, type Frame, type Reading, type Tensor } from "../../api/reading";
import type { ProbeJson } from "../../api/types";
import { sampleFields, type ShownSample } from "../../store/preferences";
import type { LookKind } from "./look";

/** A card's pictures are about 30 pixels wide; the one that is enlarged is measured more finely while it is. */
export const UNIT_MAPS: ProbeJson = { type: "unit_maps", size: 32 };
export const FINE_UNIT_MAPS: ProbeJson = { type: "unit_maps", size: 80 };
export const WEIGHTS: ProbeJson = { type: "weights", limit: 4096 };
const FILTERS: ProbeJson = { type: "filters" };

/** What is asked of the network for the shown sample. */
export function featureMaps(sample: ShownSample): ProbeJson {
  return { type: "feature_maps", ...sampleFields(sample) };
}

export function sampleOutput(sample: ShownSample): ProbeJson {
  return { type: "sample_output", ...sampleFields(sample) };
}

/** What is generated; as the panels watch it. */
const GENERATED: ProbeJson = { type: "generated_samples" };

/** The node a picture is of: the card's first, and its last. */
export interface OfNodes {
  readonly card: string;
  readonly last: string;
}

/** The probes that a picture of this kind draws: its main one first. */
export function probesOf(
  kind: LookKind,
  sample: ShownSample,
  { card: node }: Pick<OfNodes, "card">,
): readonly ProbeJson[] {
  switch (kind) {
    case "units":
      return [UNIT_MAPS];
    case "cells":
    case "image":
    case "maps":
    case "tokens":
    case "sequence":
      return [featureMaps(sample)];
    case "filters":
      return [featureMaps(sample), FILTERS];
    case "matrix":
      return [WEIGHTS];
    case "bars":
      return [sampleOutput(sample)];
    case "states":
    case "attention":
      return [{ type: kind, node, ...sampleFields(sample) }];
    case "encoding":
      return [{ type: "positional", node }];
    case "expected":
      return [{ type: "next_tokens", ...sampleFields(sample) }];
    case "hidden":
      return [{ type: "masked_words", ...sampleFields(sample) }];
    case "scatter":
    case "generated":
      return [GENERATED];
    case "none":
      return [];
  }
}

/** The reading of a node in a frame. */
export function readingOf(frame: Frame | undefined, node: string): Reading | undefined {
  return frame?.readings.find(({ path }) => path === node);
}

/** The weight matrix of a node in a frame of `weights`. */
export function weightsOf(frame: Frame | undefined, node: string): Tensor | undefined {
  return valuesOf(frame?.readings.find(({ path }) => path === `${node}.weight` || path === node));
}
