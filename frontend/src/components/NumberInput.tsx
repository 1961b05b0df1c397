/** The text field of a number: every number on the page is typed here, and read by `typedNumber.ts`. */
import { TextInput } from "@mantine/core";
import { useId, useState } from "react";

import { shortNumber } from "./logSlider";
import classes from "./NumberInput.module.css";
import { typedNumber, type Accepted } from "./typedNumber";

export interface NumberInputProps extends Accepted {
  /** The id of the text field; a new one is made if left out. */
  readonly id?: string;
  /** The label above the field. Left out where a label with the field's id stands elsewhere. */
  readonly label?: string;
  /** The name of a field that has no label on the screen. */
  readonly name?: string;
  readonly value: number;
  /** Called when a typed number is accepted: with Enter, with the arrow keys, or when the field is left. */
  readonly onTyped: (value: number) => void;
  readonly disabled?: boolean;
  readonly className?: string;
}

export function NumberInput(props: NumberInputProps) {
  const { value, onTyped, disabled = false } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [before, setBefore] = useState(value);
  if (!Object.is(before, value)) {
    // Undo, the slider or another tab changed the value, so the typed text is out of date.
    setBefore(value);
    setTyped(null);
  }
  const made = useId();
  const id = props.id ?? made;
  const read = typed === null ? null : typedNumber(typed, props);
  const problem = read !== null && "problem" in read ? read.problem : null;
  const take = (number: number) => {
    if (number !== value) onTyped(number);
    setTyped(null);
  };
  const settle = () => {
    // A text that does not fit stays in the field, with the sentence that says what would fit.
    if (read !== null && "number" in read) take(read.number);
  };
  return (
    <>
      <TextInput
        id={id}
        size="xs"
        inputMode="decimal"
        className={props.className}
        classNames={{ input: classes["input"] }}
        label={props.label}
        aria-label={props.name}
        value={typed ?? shortNumber(value)}
        error={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        disabled={disabled}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === "Enter") settle();
          if (event.key === "Escape") setTyped(null);
          const by = props.whole ? STEPS[event.key] : undefined;
          if (by === undefined) return;
          event.preventDefault();
          take(stepped(read !== null && "number" in read ? read.number : value, by, props));
        }}
      />
      {problem !== null && (
        <p id={`${id}-problem`} role="alert" className={classes["problem"]}>
          {problem}. Esc sets {shortNumber(value)} again.
        </p>
      )}
    </>
  );
}

/** What the arrow keys add to a whole number. */
const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };

function stepped(number: number, by: number, { lowest, highest }: Accepted): number {
  return Math.min(highest, Math.max(lowest, number + by));
}
