/** What one probe measures, drawn by the view of its kind, with the reason where there is nothing to draw. */
import type { Reading } from "../api/reading";
import type { ProbeJson } from "../api/types";
import { useFrame } from "../store/readings";
import { useRun } from "../store/runs";
import { ViewOf } from "../views/ViewOf";
import type { ViewProps } from "../views/view";
import { useLately } from "./useLately";
import classes from "./Watched.module.css";

export interface WatchedProps extends Omit<ViewProps, "reading"> {
  readonly probe: ProbeJson;
  /** Adds to the reading what only the page knows. */
  readonly complete?: (reading: Reading) => Reading;
  /** The room it takes while there is nothing, so that nothing jumps: any CSS height. */
  readonly room: number | string;
}

export function Watched({ probe, complete, room, ...view }: WatchedProps) {
  const { frame, problem } = useLately(useFrame(probe));
  const reading = frame?.readings[0];
  if (!reading) return <Nothing why={problem} room={room} />;
  return <ViewOf {...view} reading={complete ? complete(reading) : reading} />;
}

/** An empty box that says why it is empty. */
export function Nothing({ why, room }: { readonly why?: string; readonly room: number | string }) {
  const run = useRun();
  const waiting = run
    ? "Waiting for the first numbers of this run…"
    : "No run yet: mend the drawing’s problems, or press play.";
  return (
    <div className={classes["nothing"]} style={{ height: room }}>
      {why ?? waiting}
    </div>
  );
}
