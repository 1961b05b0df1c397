/** A histogram of weights. */
import { useMemo } from "react";

import { Histogram } from "../components/Histogram";
import { floatsOf, numberText } from "./tensors";
import { defineView, type ViewProps } from "./view";

function HistogramView({ reading, label, height, onHover }: ViewProps<"histogram">) {
  const tensor = reading.tensors.counts;
  const counts = useMemo(() => floatsOf(tensor), [tensor]);
  const { low, high } = reading.facts;
  const edge = (bin: number) => numberText(low + ((high - low) * bin) / counts.length);
  return (
    <Histogram
      counts={counts}
      low={low}
      high={high}
      label={label}
      height={height}
      onHover={
        onHover &&
        ((bin) =>
          onHover(bin === null ? null : `${counts[bin]} between ${edge(bin)} and ${edge(bin + 1)}`))
      }
    />
  );
}

export default defineView({ title: "Spread", draws: "histogram", Draw: HistogramView });
