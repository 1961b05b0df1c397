/** A custom sample of numbers: the columns of a table in their own units, or one slider for each input. */
import { Slider } from "@mantine/core";
import { useMemo } from "react";

import { NumberInput } from "../../components/NumberInput";
import { ask } from "../../session/asking";
import { usePreferences } from "../../store/preferences";
import classes from "./AskPanel.module.css";
import { AskColumns } from "./AskColumns";
import { FromSample } from "./FromSample";
import { columnsFor } from "../sample/columnValues";
import { dataSignature, numbersOf, numbersText, type AskProps } from "../sample/customSample";

const STEPS = 200;
/** Enough that a number in its own unit, such as a year, is not changed. */
const DIGITS = 7;

export function AskNumbers({ info, samples }: AskProps) {
  const { values, begun, isAsked, setValues, ranges } = useAskedNumbers({ info, samples });
  const columns = columnsFor(samples, values.length);
  return (
    <>
      {columns.length > 0 ? (
        <AskColumns columns={columns} inputs={values} onInputs={setValues} />
      ) : (
        <Sliders info={info} ranges={ranges} values={values} onValues={setValues} />
      )}
      <div className={classes["buttons"]}>
        <FromSample disabled={!isAsked} onTake={() => setValues(begun)} />
      </div>
      <p className={classes["remark"]}>
        {columns.length > 0
          ? "Each column in its own unit, from the least to the largest of the data."
          : "Each number as the network sees it, from the least to the largest of the data."}
      </p>
    </>
  );
}

/** The numbers that the network is asked, as it gets them. They begin with those of the shown sample. */
function useAskedNumbers({ info, samples }: AskProps) {
  const [count = 1] = info.shape;
  const sample = usePreferences((state) => state.sample);
  const ranges = useMemo(() => rangesOf(samples, info, count), [count, info, samples]);
  const at = samples?.test.index.indexOf(sample.index) ?? -1;
  const begun = (at < 0 ? undefined : samples?.test.inputs?.[at]) ?? ranges.map(middle);
  const values = (sample.of === "asked" ? numbersOf(sample.asked, count) : null) ?? begun;
  const isAsked = sample.of === "asked";
  const setValues = (next: readonly number[]) =>
    ask(numbersText(next, DIGITS), dataSignature(info));
  return { values, begun, isAsked, setValues, ranges };
}

interface SlidersProps {
  readonly info: AskProps["info"];
  readonly ranges: readonly Range[];
  readonly values: readonly number[];
  readonly onValues: (values: readonly number[]) => void;
}

/** A slider and a field for each input of the network. */
function Sliders({ info, ranges, values, onValues }: SlidersProps) {
  const setValue = (feature: number, next: number) =>
    onValues(values.map((old, each) => (each === feature ? next : old)));
  return (
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
              onChange={(next) => setValue(feature, next)}
            />
            <NumberInput
              name={name}
              lowest={-Number.MAX_VALUE}
              highest={Number.MAX_VALUE}
              value={Number(value.toPrecision(3))}
              onTyped={(next) => setValue(feature, next)}
            />
          </div>
        );
      })}
    </div>
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
