/** A number to slide and to type, on an even or a logarithmic scale. */
import { Slider, TextInput } from "@mantine/core";
import { useId, useState, type ReactNode } from "react";

import { positionOf, shortNumber, SLIDER_STEPS, valueAt, type SliderRange } from "./logSlider";
import classes from "./NumberField.module.css";

export interface NumberFieldProps extends SliderRange {
  readonly label: string;
  readonly value: number;
  /** While sliding, with every move. */
  readonly onChange: (value: number) => void;
  /** When the person let go or typed a whole number in: the moment to save or undo to. */
  readonly onCommit?: (value: number) => void;
  /** What may be typed in, when that is more than the slider covers. */
  readonly lowest?: number;
  readonly highest?: number;
  readonly whole?: boolean;
  readonly help?: ReactNode;
  readonly disabled?: boolean;
}

export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, onCommit, help, disabled = false } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const problem = typed === null ? null : problemOf(typed, props);
  const settle = () => {
    if (typed !== null && problem === null && Number(typed) !== value) {
      onChange(Number(typed));
      onCommit?.(Number(typed));
    }
    setTyped(null);
  };
  return (
    <div className={classes["field"]}>
      <label htmlFor={id} className={classes["label"]}>
        {label}
      </label>
      <TextInput
        id={id}
        size="xs"
        inputMode="decimal"
        classNames={{ input: classes["input"] }}
        value={typed ?? shortNumber(value)}
        error={problem}
        disabled={disabled}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === "Enter") settle();
          if (event.key === "Escape") setTyped(null);
        }}
      />
      <Slider
        className={classes["slider"]}
        size="xs"
        min={0}
        max={SLIDER_STEPS}
        step={SLIDER_STEPS / 100}
        value={positionOf(value, props)}
        label={() => shortNumber(value)}
        disabled={disabled}
        thumbLabel={`${label}, slider`}
        thumbValueText={() => shortNumber(value)}
        onChange={(position) => onChange(valueAt(position, props))}
        onChangeEnd={(position) => onCommit?.(valueAt(position, props))}
      />
      {help && <div className={classes["help"]}>{help}</div>}
    </div>
  );
}

/** Why what was typed cannot be taken, as a sentence; null when it can. */
export function problemOf(
  typed: string,
  {
    min,
    max,
    lowest = min,
    highest = max,
    whole,
  }: Pick<NumberFieldProps, "min" | "max" | "lowest" | "highest" | "whole">,
): string | null {
  const number = Number(typed);
  const span = `from ${shortNumber(lowest)} to ${shortNumber(highest)}`;
  if (typed.trim() === "" || !Number.isFinite(number))
    return `“${typed}” is no number; type one ${span}`;
  if (whole && !Number.isInteger(number)) return `${typed} is no whole number; type one ${span}`;
  return number < lowest || number > highest
    ? `${typed} does not fit; type a number ${span}`
    : null;
}
