/** One number with its name. */
import { valueAt } from "../api/reading";
import { numberText } from "./tensors";
import { defineView, type ViewProps } from "./view";

function Scalar({ reading, label }: ViewProps<"scalar">) {
  const value = valueAt(reading.tensors.values, 0);
  return (
    <span style={{ fontVariantNumeric: "tabular-nums" }} title={String(value)}>
      {label} <b>{numberText(value)}</b>
    </span>
  );
}

export default defineView({ title: "Number", draws: "scalar", Draw: Scalar });
