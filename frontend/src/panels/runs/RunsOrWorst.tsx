/** All runs, to compare and to open again. For pictures, also the test samples with the largest loss. */
import { Button, SegmentedControl } from "@mantine/core";
import { IconGitFork, IconTable } from "@tabler/icons-react";
import { useState } from "react";

import { IconButton } from "../../components/IconButton";
import { Panel } from "../../components/Panel";
import { FEWEST_COMPARED, useIsComparing, useNumCompared } from "../../store/comparison";
import { openFork } from "../../store/forkDialog";
import { usePreferences } from "../../store/preferences";
import { useRun, useRuns } from "../../store/runs";
import { openRunsTable } from "../../store/runsTable";
import { openComparison } from "../../session/session";
import { WORST } from "../readings/probes";
import { RunsList } from "./RunsList";
import { useRunOutput } from "../shared/runOutput";
import classes from "../shared/strip.module.css";
import { Watched } from "../readings/Watched";

export function RunsOrWorst() {
  const output = useRunOutput();
  const runs = useRuns();
  const [chosen, setChosen] = useState<"runs" | "worst" | null>(null);
  const hasWorst = output?.pictures === true && output.form === "classes";
  const isComparing = useIsComparing();
  const part = hasWorst ? (chosen ?? (isComparing ? "runs" : "worst")) : "runs";
  const title = part === "worst" ? "Hardest test samples" : `Runs · ${runs.length}`;
  return (
    <Panel
      title={title}
      grow
      aside={
        <>
          {part === "runs" && <CompareButtons />}
          <OpenTable />
          {hasWorst && (
            <SegmentedControl
              size="xs"
              aria-label="Hardest samples or runs"
              className={classes["modes"]}
              data={[
                { value: "worst", label: "hardest" },
                { value: "runs", label: "runs" },
              ]}
              value={part}
              onChange={(next) => setChosen(next === "worst" ? "worst" : "runs")}
            />
          )}
        </>
      }
    >
      {part === "worst" ? (
        <Watched
          probe={WORST}
          label="Hardest test samples"
          room={72}
          onPick={(index) => usePreferences.getState().set({ sample: { index, of: "test" } })}
        />
      ) : (
        <RunsList runs={runs} />
      )}
    </Panel>
  );
}

/** A button that opens the table of all runs. */
function OpenTable() {
  const run = useRun();
  return (
    <IconButton
      size="xs"
      label="All runs as a table: rename, tag, sort, delete many"
      icon={<IconTable size={14} />}
      onClick={() => openRunsTable(run?.draft ? null : (run?.id ?? null))}
    />
  );
}

/** Buttons that fork the run on the screen and open the comparison of the ticked runs. */
function CompareButtons() {
  const run = useRun();
  const isComparing = useIsComparing();
  const count = useNumCompared();
  return (
    <>
      {!isComparing && count > 0 && (
        <Button
          size="compact-xs"
          variant="light"
          disabled={count < FEWEST_COMPARED}
          title={count < FEWEST_COMPARED ? "Tick one more run" : undefined}
          onClick={() => openComparison()}
        >
          Compare {count}
        </Button>
      )}
      <IconButton
        size="xs"
        label="Fork with one change…"
        shortcut="B"
        icon={<IconGitFork size={14} />}
        disabled={!run}
        onClick={openFork}
      />
    </>
  );
}
