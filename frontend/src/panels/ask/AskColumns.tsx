/** A custom row of a table: numbers in their own units, categories by their names. */
import { NativeSelect } from "@mantine/core";
import { useId } from "react";

import { NumberField } from "../../components/NumberField";
import { valuesOf, withValue, type Column, type ColumnValue } from "../sample/columnValues";
import classes from "./AskPanel.module.css";

export interface AskColumnsProps {
  readonly columns: readonly Column[];
  /** The numbers that the network gets. */
  readonly inputs: readonly number[];
  readonly onInputs: (inputs: readonly number[]) => void;
}

/** The largest number that can be typed: a table has no larger ones. */
const FAR = 1e12;

export function AskColumns({ columns, inputs, onInputs }: AskColumnsProps) {
  const values = valuesOf(inputs, columns);
  return (
    <div className={classes["columns"]}>
      {columns.map((column, index) => (
        <OneColumn
          key={index}
          column={column}
          value={values[index] ?? 0}
          onValue={(value) => onInputs(withValue(inputs, columns, index, value))}
        />
      ))}
    </div>
  );
}

interface OneColumnProps {
  readonly column: Column;
  readonly value: ColumnValue;
  readonly onValue: (value: ColumnValue) => void;
}

function OneColumn({ column, value, onValue }: OneColumnProps) {
  const id = useId();
  const { name, levels, low, high, whole } = column;
  if (typeof value === "string") {
    return (
      <div className={classes["category"]}>
        <label htmlFor={id}>{name}</label>
        <NativeSelect
          id={id}
          size="xs"
          value={value}
          data={[...levels]}
          onChange={(event) => onValue(event.currentTarget.value)}
        />
      </div>
    );
  }
  return (
    <NumberField
      label={name}
      value={value}
      min={low}
      max={high > low ? high : low + 1}
      lowest={-FAR}
      highest={FAR}
      onChange={(next) => onValue(whole ? Math.round(next) : next)}
    />
  );
}
