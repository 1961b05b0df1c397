/** A custom sample of numbers: one slider for each input of the network. */
import { Slider } from "@mantine/core";
import { useMemo } from "react";

import { ask } from "../../session/asking";
import { usePreferences } from "../../store/preferences";
import classes from "./AskPanel.module.css";
import { FromSample } from "./FromSample";
import { dataSignature, numbersOf, numbersText, type AskProps } from "../sample/customSample";

const STEPS = 200;

export function AskNumbers({ info, samples }: AskProps) {
  const [count = 1] = info.shape;
  const sample = usePreferences((state) => state.sample);
  const ranges = useMemo(() => rangesOf(samples, info, count), [count, info, samples]);
  const at = samples?.test.index.indexOf(sample.index) ?? -1;
  const begun = (at < 0 ? undefined : samples?.test.inputs?.[at]) ?? ranges.map(middle);
  const values = (sample.of === "asked" ? numbersOf(sample.asked, count) : null) ?? begun;
  const setValues = (next: readonly number[]) => ask(numbersText(next), dataSignature(info));
  return (
    <>
      <div className={classes["sliders"]}>
        {ranges.map(([low, high], feature) => {
          const name = info.features?.[feature] ?? `x${feature + 1}`;
          const value = values[feature] ?? 0;
          return (
            <div key={feature} className={classes["slider"]}>
              <span title={name}>{name}</span>
              <Slider
                size="sm"
                thumbLabel={name}
                label={null}
                min={low}
                max={high}
                step={(high - low) / STEPS}
                value={value}
                onChange={(next) =>
                  setValues(values.map((old, each) => (each === feature ? next : old)))
                }
              />
              <output>{Number(value.toPrecision(3))}</output>
            </div>
          );
        })}
      </div>
      <div className={classes["buttons"]}>
        <FromSample disabled={sample.of !== "asked"} onTake={() => setValues(begun)} />
      </div>
      <p className={classes["remark"]}>
        Each number as the network sees it, from the least to the largest of the data.
      </p>
    </>
  );
}

type Range = readonly [low: number, high: number];

/** The range of each slider: from the lowest to the highest value among the known samples, with a margin. */
function rangesOf(samples: AskProps["samples"], info: AskProps["info"], count: number): Range[] {
  const plane = info.plane;
  const rows = [...(samples?.train.inputs ?? []), ...(samples?.test.inputs ?? [])];
  return Array.from({ length: count }, (_, feature) => {
    if (plane) return [plane[0] ?? -1, plane[1] ?? 1];
    const column = rows.map((row) => row[feature] ?? 0);
    if (column.length === 0) return [-3, 3];
    const [low, high] = [Math.min(...column), Math.max(...column)];
    const air = 0.15 * (high - low) || 1;
    return [low - air, high + air];
  });
}

function middle([low, high]: Range): number {
  return (low + high) / 2;
}
