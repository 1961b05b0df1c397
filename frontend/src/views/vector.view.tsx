/** The numbers of one sample: class probabilities as bars, the most likely first; other units as a row of colours. */
import { useMemo } from "react";

import { valueAt, type Tensor } from "../api/reading";
import { Bars, type Bar } from "../components/Bars";
import { largestMagnitude, signed } from "../components/colourScale";
import { HeatMap } from "../components/HeatMap";
import { ScaleLegend } from "../components/ScaleLegend";
import { pixelsOf, numberText, unitOf } from "./tensors";
import { useSticky } from "./useSticky";
import { defineView, type ViewProps } from "./view";

/** Most bars in a compact view. */
const MOST_BARS = 3;

function Vector(props: ViewProps<"vector">) {
  const values = props.reading.tensors.values;
  const names = props.reading.facts.classes ?? [];
  if (names.length === 0) return <Units {...props} values={values} />;
  const bars = likeliest(values, names);
  return (
    <Bars
      bars={props.compact ? bars.slice(0, MOST_BARS) : bars}
      label={props.label}
      compact={false}
    />
  );
}

/** Every class with its probability, the most likely first. */
export function likeliest(values: Tensor, names: readonly string[]): Bar[] {
  return names
    .map((name, at) => ({ name, value: valueAt(values, at) }))
    .sort((a, b) => b.value - a.value)
    .map((bar) => ({ ...bar, text: `${(100 * bar.value).toFixed(1)} %` }));
}

function Units({
  values,
  label,
  compact,
  onHover,
}: ViewProps<"vector"> & { readonly values: Tensor }) {
  const pixels = pixelsOf(values);
  const unit = unitOf(values);
  const bound = useSticky(largestMagnitude(pixels, unit));
  const shade = useMemo(() => signed(bound, unit), [bound, unit]);
  return (
    <>
      <HeatMap
        values={pixels}
        width={Math.max(1, pixels.length)}
        height={1}
        shade={shade}
        label={label}
        style={{ aspectRatio: "auto", height: 18 }}
        onHover={
          onHover &&
          ((at) =>
            onHover(at === null ? null : `unit ${at + 1}: ${numberText(valueAt(values, at))}`))
        }
      />
      {!compact && <ScaleLegend shade={shade} />}
    </>
  );
}

export default defineView({ title: "One sample", draws: "vector", Draw: Vector });
