/** The thin bar over the canvas: the line is lost, the run is of another drawing, why the run ended. */
import { Button, Loader } from "@mantine/core";
import type { ReactNode } from "react";

import { useReport } from "../store/check";
import { useStale } from "../store/differs";
import { useConnection, useRun, useRunsState } from "../store/runs";
import { startDrawing } from "../store/session";
import classes from "./Notice.module.css";
import { quietly } from "./quietly";

export function Notice() {
  const connection = useConnection();
  const newVersion = useRunsState((state) => state.newVersion);
  const run = useRun();
  const isStale = useStale();
  const isOk = useReport()?.ok === true;
  if (connection === "reconnecting") {
    return (
      <Bar tone="problem">
        <Loader size="xs" /> Reconnecting… The run goes on without this page; nothing is lost.
      </Bar>
    );
  }
  if (newVersion !== null) {
    return (
      <Bar tone="news">
        The server was updated to {newVersion}; your drawing is saved.
        <Button size="compact-xs" onClick={() => location.reload()}>
          Reload
        </Button>
      </Bar>
    );
  }
  if (run && isStale && isOk && (run.state === "running" || run.state === "queued") && !run.draft) {
    return (
      <Bar tone="news">
        You see the run as it was started; the drawing has changed.
        <Button size="compact-xs" onClick={() => quietly(startDrawing())}>
          Train the new drawing
        </Button>
      </Bar>
    );
  }
  if (run?.state === "failed" && run.reason && !isStale)
    return <Bar tone="problem">{run.reason}</Bar>;
  return null;
}

function Bar({ tone, children }: { tone: "problem" | "news"; children: ReactNode }) {
  return (
    <div className={classes["bar"]} data-tone={tone} role="status">
      {children}
    </div>
  );
}
