/** The thin bar over the canvas: the line is lost, saving is delayed, the run is of another drawing, why the run ended. */
import { Button, Loader } from "@mantine/core";
import type { ReactNode } from "react";

import { useReport } from "../store/check";
import { useLooking } from "../store/useLooking";
import { useStale } from "../store/stale";
import { useContinuing } from "../session/continueOnPaint";
import { useConnection, useDelayed, useRun, useRunsState } from "../store/runs";
import { makeMine, startDrawing } from "../session/session";
import classes from "./Notice.module.css";
import { lostSentence } from "./lineWords";
import { quietly } from "./quietly";
import { useWaitingReason } from "./useWaitingReason";

export function Notice() {
  const connection = useConnection();
  const delayed = useDelayed();
  const lostBecause = useRunsState((state) => state.lostBecause);
  const newVersion = useRunsState((state) => state.newVersion);
  const run = useRun();
  const isStale = useStale();
  const report = useReport();
  const isOk = report?.ok === true;
  const isLooking = useLooking();
  const goesOnSoon = useContinuing((state) => state.isSoon);
  const waitsFor = useWaitingReason(connection === "reconnecting");
  if (connection === "reconnecting") {
    return (
      <Bar tone="problem">
        <Loader size="xs" /> {waitsFor ?? lostSentence(navigator.onLine, lostBecause)}
      </Bar>
    );
  }
  if (delayed !== null) return <Bar tone="problem">{delayed}</Bar>;
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
  if (isLooking) return <LookingOn />;
  // Drafts are not stale for long: the session soon starts a new draft of the drawing.
  if (run && !run.draft && isStale && isOk && !goesOnSoon) {
    return (
      <Bar tone="news" late>
        The drawing has changed since this run was started.
        <Button size="compact-xs" onClick={() => quietly(startDrawing())}>
          Train the new drawing
        </Button>
      </Bar>
    );
  }
  if (run && isStale && report && !isOk) {
    const problem = report.problems.find(({ severity }) => severity === "error")?.sentence;
    return (
      <Bar tone="news" late>
        All numbers are still of the run “{run.title}”, as it was started. The drawing has changed
        and cannot train yet{problem ? `: ${problem.replace(/\.$/, "")}` : ""}.
      </Bar>
    );
  }
  if (run?.state === "failed" && run.reason && !isStale)
    return <Bar tone="problem">{run.reason}</Bar>;
  return null;
}

/** Says that the run is of somebody else, and offers a copy of it. */
function LookingOn() {
  return (
    <Bar tone="news">
      You are looking on: this run is of somebody else, and you cannot change it.
      <Button size="compact-xs" onClick={() => quietly(makeMine())}>
        Make it mine
      </Button>
    </Bar>
  );
}

interface BarProps {
  readonly tone: "problem" | "news";
  /** Shows the bar after a short delay, because its cause may soon pass. */
  readonly late?: boolean;
  readonly children: ReactNode;
}

function Bar({ tone, late, children }: BarProps) {
  return (
    <div
      className={classes["bar"]}
      data-covers="top"
      data-tone={tone}
      data-late={late}
      role="status"
    >
      {children}
    </div>
  );
}
