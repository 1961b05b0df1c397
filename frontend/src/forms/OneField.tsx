/** One field, drawn by the kind of form field that fits its schema. */
import classes from "./EntryForm.module.css";
import type { FieldProps } from "./field";
import { kindsFor } from "./kinds";

export function OneField(props: FieldProps) {
  const [kind] = kindsFor(props.schema);
  if (!kind) {
    return (
      <p className={classes["unknown"]}>
        {props.label} can be set in the project file: {JSON.stringify(props.value)}
      </p>
    );
  }
  return <kind.Field {...props} />;
}
