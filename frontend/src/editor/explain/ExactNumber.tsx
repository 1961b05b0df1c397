/** An exact number with the step of its measurement. */
import type { ProbeJson } from "../../api/types";
import classes from "./Enlargement.module.css";
import { useExact, type Exact } from "./useExact";
import { exactText } from "../../components/exactText";

interface ExactNumberProps {
  /** The name of the number: `w₃,₂ =`. */
  readonly name: string;
  readonly probe: ProbeJson | null;
}

export function ExactNumber({ name, probe }: ExactNumberProps) {
  return <ExactLine name={name} exact={useExact(probe)} />;
}

interface ExactLineProps {
  readonly name: string;
  /** Null until it is measured. */
  readonly exact: Exact | null;
}

export function ExactLine({ name, exact }: ExactLineProps) {
  if (exact?.problem) return <p>{exact.problem}</p>;
  const isKnown = exact !== null && exact.value !== null;
  return (
    <p>
      {name} <span className={classes["exact"]}>{isKnown ? exactText(exact.value) : "…"}</span>
      {isKnown && ` · step ${exact.step.toLocaleString("en-US")}`}
    </p>
  );
}
