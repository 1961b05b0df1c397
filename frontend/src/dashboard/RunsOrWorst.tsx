/** All runs, to compare and to open again; for pictures also the test samples that are hardest. */
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";

import { Panel } from "../components/Panel";
import { usePreferences } from "../store/preferences";
import { useRuns } from "../store/runs";
import { WORST } from "./probes";
import { RunsList } from "./RunsList";
import { useShown } from "./shown";
import classes from "./strip.module.css";
import { Watched } from "./Watched";

export function RunsOrWorst() {
  const shown = useShown();
  const runs = useRuns();
  const [chosen, setChosen] = useState<"runs" | "worst" | null>(null);
  const hasWorst = shown?.pictures === true && shown.sight === "classes";
  const part = hasWorst ? (chosen ?? "worst") : "runs";
  const title = part === "worst" ? "Hardest test samples" : `Runs · ${runs.length}`;
  return (
    <Panel
      title={title}
      grow
      aside={
        hasWorst && (
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
        )
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
