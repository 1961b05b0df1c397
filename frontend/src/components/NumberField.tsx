/** A number with a slider and a text field. The scale of the slider is linear or logarithmic. */
import { Slider, Tooltip } from "@mantine/core";
import { useId, type ReactNode } from "react";

import { positionOf, shortNumber, SLIDER_STEPS, valueAt, type SliderRange } from "./logSlider";
import { NumberInput } from "./NumberInput";
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
  const made = useId();
  const id = props.id ?? made;
  return (
    <div className={classes["box"]}>
      <div className={classes["field"]} data-slides={slides}>
        <FieldLabel id={id} label={label} hint={hint} />
        <NumberInput
          id={id}
          className={classes["text"]}
          value={value}
          lowest={props.lowest ?? props.min}
          highest={props.highest ?? props.max}
          whole={props.whole}
          disabled={disabled}
          onTyped={(typed) => {
            onChange(typed);
            onCommit?.(typed);
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
