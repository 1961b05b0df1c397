/** The number that the network predicts for a sample, in the unit of the target, with the truth where it is known. */
import { valueAt, ofKind } from "../../api/reading";
import type { ProbeJson } from "../../api/types";
import { useFrameLately } from "../../store/readings";
import classes from "./AskPanel.module.css";

export interface PredictedProps {
  readonly probe: ProbeJson;
  /** What the target is called. */
  readonly target: string;
}

export function Predicted({ probe, target }: PredictedProps) {
  const { frame } = useFrameLately(probe);
  const reading = ofKind(frame?.readings[0], "vector");
  const answer = reading && valueAt(reading.tensors.values, 0);
  const truth = reading?.facts.target;
  return (
    <dl className={classes["predicted"]}>
      <dt>{target}</dt>
      <dd>{answer === undefined ? "–" : inUnit(answer)}</dd>
      {typeof truth === "number" && (
        <>
          <dt>in truth</dt>
          <dd>{inUnit(truth)}</dd>
        </>
      )}
    </dl>
  );
}

/** A number with as many digits as anybody reads: 264,000, 1.235. */
export function inUnit(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return value.toLocaleString("en", { maximumSignificantDigits: 4 });
}
