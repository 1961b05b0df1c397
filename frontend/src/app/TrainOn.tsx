/** A button that trains the run on the screen on, once it is over and still of this drawing. */
import { Button } from "@mantine/core";

import { trainOn } from "../session/session";
import { moreWords } from "../session/trainOn";
import { useRun, useRunsState } from "../store/runs";
import { useStale } from "../store/stale";
import classes from "./Transport.module.css";
import { quietly } from "./quietly";

export function TrainOn() {
  const run = useRun();
  const isStale = useStale();
  const mayChange = useRunsState((state) => state.mayChange);
  const isOver = run?.state === "finished" || run?.state === "stopped";
  if (!run || !mayChange || !isOver || isStale || run.step === 0) return null;
  return (
    <Button
      className={classes["more"]}
      size="compact-xs"
      variant="light"
      title={`${moreWords(run)}: trains on from these weights, as a new run. The optimizer begins anew. Play starts from the beginning.`}
      onClick={() => quietly(trainOn())}
    >
      {moreWords(run)}
    </Button>
  );
}
