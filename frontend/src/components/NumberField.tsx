/** A number with a slider and a text field. The scale of the slider is linear or logarithmic. */
import { Slider, TextInput, Tooltip } from "@mantine/core";
import { useId, useState, type ReactNode } from "react";

import { positionOf, shortNumber, SLIDER_STEPS, valueAt, type SliderRange } from "./logSlider";
import { rangeText } from "./rangeText";
import classes from "./NumberField.module.css";

export interface NumberFieldProps extends SliderRange {
  /** The id of the text field; a new one is made if left out. */
  readonly id?: string;
  readonly label: string;
  /** What the number means, for a tooltip on the label. */
  readonly hint?: string;
  /** False hides the slider, for a range that is too wide for one. */
  readonly slides?: boolean;
  readonly value: number;
  /** Called with every move of the slider, and when a typed number is accepted. */
  readonly onChange: (value: number) => void;
  /** Called when the slider is released or a typed number is accepted: the moment to save or to end an undo step. */
  readonly onCommit?: (value: number) => void;
  /** The limits for typed numbers, if they differ from the slider's `min` and `max`. */
  readonly lowest?: number;
  readonly highest?: number;
  readonly whole?: boolean;
  readonly help?: ReactNode;
  readonly disabled?: boolean;
}

export function NumberField(props: NumberFieldProps) {
  const { label, hint, value, onChange, onCommit, help, slides = true, disabled = false } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [before, setBefore] = useState(value);
  if (!Object.is(before, value)) {
    // Undo, the slider or another tab changed the value, so the typed text is out of date.
    setBefore(value);
    setTyped(null);
  }
  const made = useId();
  const id = props.id ?? made;
  const problem = typed === null ? null : problemOf(typed, props);
  const settle = () => {
    // A text that does not fit stays in the field, with the sentence that says what would fit.
    if (typed === null || problem !== null) return;
    if (Number(typed) !== value) {
      onChange(Number(typed));
      onCommit?.(Number(typed));
    }
    setTyped(null);
  };
  return (
    <div className={classes["box"]}>
      <div className={classes["field"]} data-slides={slides}>
        <FieldLabel id={id} label={label} hint={hint} />
        <TextInput
          id={id}
          size="xs"
          inputMode="decimal"
          className={classes["text"]}
          classNames={{ input: classes["input"] }}
          value={typed ?? shortNumber(value)}
          error={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          disabled={disabled}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={settle}
          onKeyDown={(event) => {
            if (event.key === "Enter") settle();
            if (event.key === "Escape") setTyped(null);
          }}
        />
        {slides && (
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
            onChange={(position) => onChange(slidTo(position, props))}
            onChangeEnd={(position) => onCommit?.(slidTo(position, props))}
          />
        )}
        {problem !== null && (
          <p id={`${id}-problem`} role="alert" className={classes["problem"]}>
            {problem}
          </p>
        )}
        {help && <div className={classes["help"]}>{help}</div>}
      </div>
    </div>
  );
}

interface FieldLabelProps {
  readonly id: string;
  readonly label: NumberFieldProps["label"];
  readonly hint: NumberFieldProps["hint"];
}

function FieldLabel({ id, label, hint }: FieldLabelProps) {
  return (
    <Tooltip label={hint} disabled={!hint} openDelay={300} multiline w={260} position="left">
      <label htmlFor={id} className={classes["label"]}>
        {label}
      </label>
    </Tooltip>
  );
}

function slidTo(position: number, props: NumberFieldProps): number {
  const value = valueAt(position, props);
  return props.whole ? Math.round(value) : value;
}

/** Why a typed text cannot be accepted, as a sentence; null if it can. */
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
  const span = rangeText(lowest, highest);
  if (typed.trim() === "" || !Number.isFinite(number))
    return `“${typed}” is no number; type one ${span}`;
  if (whole && !Number.isInteger(number)) return `${typed} is no whole number; type one ${span}`;
  return number < lowest || number > highest
    ? `${typed} does not fit; type a number ${span}`
    : null;
}
