/** One probe's reading, drawn by the view of its kind. Shows the value under the pointer, or why there is none. */
import { useState } from "react";

import type { ProbeJson } from "../../api/types";
import { Pointed } from "../../components/Pointed";
import { useFrameLately } from "../../store/readings";
import { useRun } from "../../store/runs";
import { ViewOf } from "../../views/ViewOf";
import type { ViewProps } from "../../views/view";
import classes from "./Watched.module.css";

export interface WatchedProps extends Omit<ViewProps, "reading" | "onHover"> {
  readonly probe: ProbeJson;
  /** The height of the empty box before the first reading, so that the page does not jump: any CSS height. */
  readonly room: number | string;
}

export function Watched({ probe, room, ...view }: WatchedProps) {
  const { frame, problem } = useFrameLately(probe);
  const [words, setWords] = useState<string | null>(null);
  const reading = frame?.readings[0];
  if (!frame || !reading) return <Nothing why={problem} room={room} />;
  return (
    <Pointed words={words}>
      <div>
        <ViewOf
          {...view}
          step={frame.step}
          reading={reading}
          onHover={(found) => setWords(found && withStep(found, frame.step))}
        />
      </div>
    </Pointed>
  );
}

/** A text for a number, with the step at which it was measured. */
export function withStep(words: string, step: number): string {
  return `${words} · ${stepWords(step)}`;
}

/** The step at which something was measured, as text. */
export function stepWords(step: number): string {
  return `step ${step.toLocaleString("en-US")}`;
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
