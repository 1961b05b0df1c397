/** What is known of the run that is chosen in the table, and what can be done with it. */
import { Button } from "@mantine/core";
import { IconStackForward, IconTrash } from "@tabler/icons-react";

import type { RunInfo } from "../../api/types";
import { showRun } from "../../session/session";
import { useCatalogue } from "../../store/catalogue";
import { useRun } from "../../store/runs";
import { closeRunsTable, useRunsTable } from "../../store/runsTable";
import { numberOf } from "../../store/series";
import { metricText } from "../shared/numbers";
import { differsFrom } from "./runDifferences";
import { RunLabelsForm } from "./RunLabelsForm";
import { useRunProjects } from "./runProjects";
import { startedOf } from "./runRows";
import { startFromRun } from "./startFromRun";
import classes from "./RunPane.module.css";

interface RunPaneProps {
  readonly run: RunInfo | null;
  readonly onDelete: (runs: readonly RunInfo[]) => void;
}

export function RunPane({ run, onDelete }: RunPaneProps) {
  if (!run) {
    return (
      <aside className={classes["pane"]} aria-label="About the run">
        <p className={classes["none"]}>
          Choose a run in the table: its name, tags, notes and settings are shown here.
        </p>
      </aside>
    );
  }
  return (
    <aside className={classes["pane"]} aria-label={`About the run ${run.title}`}>
      <RunLabelsForm run={run} />
      <Actions run={run} onDelete={onDelete} />
      <Facts run={run} />
      <Differences run={run} />
    </aside>
  );
}

function Actions({ run, onDelete }: { run: RunInfo; onDelete: RunPaneProps["onDelete"] }) {
  return (
    <div className={classes["actions"]}>
      <Button
        size="xs"
        onClick={() => {
          closeRunsTable();
          void showRun(run.id);
        }}
      >
        Open
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconStackForward size="0.875rem" aria-hidden />}
        title="The drawing starts from this run’s weights"
        disabled={run.step === 0}
        onClick={() => {
          closeRunsTable();
          void startFromRun(run.id, run.title);
        }}
      >
        Use its weights
      </Button>
      <Button
        size="xs"
        variant="subtle"
        color="red"
        leftSection={<IconTrash size="0.875rem" aria-hidden />}
        onClick={() => onDelete([run])}
      >
        Delete this run…
      </Button>
    </div>
  );
}

function Facts({ run }: { readonly run: RunInfo }) {
  const results = Object.entries(run.final ?? {}).flatMap(([name, value]) => {
    const number = numberOf(value);
    return number === null ? [] : [[name.replaceAll("_", " "), metricText(name, number)] as const];
  });
  const facts: readonly (readonly [string, string])[] = [
    ["state", run.state],
    ["epoch", `${run.epoch.toLocaleString("en")} of ${run.epochs.toLocaleString("en")}`],
    ["started", startedOf(run)],
    ["seed", run.seed === null ? "–" : String(run.seed)],
    ["parameters", run.num_params.toLocaleString("en")],
    ["device", run.device ?? "cpu"],
    ...results,
  ];
  return (
    <>
      {run.reason && <p className={classes["reason"]}>{run.reason}</p>}
      <dl className={classes["facts"]}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Differences({ run }: { readonly run: RunInfo }) {
  const catalogue = useCatalogue();
  const onScreen = useRun();
  const reference = useRunsTable((state) => state.reference);
  const held = reference ?? onScreen?.id ?? null;
  const projects = useRunProjects(held === null || held === run.id ? [] : [held, run.id]);
  if (held === run.id) {
    return <p className={classes["none"]}>All other runs are held against this one.</p>;
  }
  const differs =
    held === null ? null : differsFrom(projects.get(held), projects.get(run.id), catalogue);
  return (
    <section aria-label="What differs">
      <div className={classes["head"]}>
        <h3>What differs</h3>
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => useRunsTable.setState({ reference: run.id })}
        >
          Hold all against this run
        </Button>
      </div>
      {differs && differs.all.length === 0 && <p className={classes["none"]}>{differs.text}</p>}
      <dl className={classes["facts"]}>
        {differs?.all.map(({ path, label, values }) => (
          <div key={path}>
            <dt>{label}</dt>
            <dd>
              {values[1]} <s>{values[0]}</s>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
