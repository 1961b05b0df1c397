/** All runs as a table: sorted, searched, renamed, tagged, compared and deleted, many at once. */
import { Modal, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useDeferredValue, useEffect, useMemo, useState } from "react";

import type { RunInfo } from "../../api/types";
import { listRuns } from "../../session/session";
import { useConnection, useRuns } from "../../store/runs";
import { closeRunsTable, useRunsTable } from "../../store/runsTable";
import { forgetFailed } from "./runProjects";
import { foundRuns, sortedRuns } from "./runRows";
import { RunPane } from "./RunPane";
import { RunsActions } from "./RunsActions";
import { RUNS_GRID, RunsGrid } from "./RunsGrid";
import classes from "./RunsTable.module.css";

export function RunsTable() {
  return (
    <Modal
      opened
      onClose={closeRunsTable}
      title="Runs"
      fullScreen
      closeButtonProps={{ "aria-label": "Close" }}
      classNames={{ content: classes["dialog"], body: classes["body"] }}
    >
      <Table />
    </Modal>
  );
}

function Table() {
  const isListed = useAllRuns();
  const runs = useRuns();
  const { search, by, isDescending, chosen } = useRunsTable();
  const sought = useDeferredValue(search);
  const shown = useMemo(
    () => sortedRuns(foundRuns(runs, sought), by, isDescending),
    [by, isDescending, runs, sought],
  );
  const [deleting, setDeleting] = useState<readonly RunInfo[]>([]);
  const run = runs.find(({ id }) => id === chosen) ?? null;
  return (
    <>
      <div className={classes["bar"]}>
        <TextInput
          type="search"
          size="xs"
          data-autofocus
          className={classes["search"]}
          aria-label="Search the runs"
          placeholder="Name, #tag, state, notes, seed …"
          leftSection={<IconSearch size="0.875rem" aria-hidden />}
          // Escape empties the field first; only then it closes the table.
          data-mantine-stop-propagation={search !== ""}
          onKeyDown={(event) => event.key === "Escape" && useRunsTable.setState({ search: "" })}
          value={search}
          onChange={(event) => useRunsTable.setState({ search: event.currentTarget.value })}
        />
        <span className={classes["count"]} role="status">
          {countOf(shown.length, runs.length, isListed)}
        </span>
        <RunsActions
          shown={shown}
          deleting={deleting}
          onDelete={(asked) => {
            setDeleting(asked);
            if (asked.length === 0) document.getElementById(RUNS_GRID)?.focus();
          }}
        />
      </div>
      <div className={classes["sides"]}>
        <RunsGrid shown={shown} onDelete={setDeleting} />
        <RunPane key={run?.id} run={run} onDelete={setDeleting} />
      </div>
    </>
  );
}

/** Asks for all runs when the table is opened and after a lost connection. Returns whether they have come. */
function useAllRuns(): boolean {
  const connection = useConnection();
  const [isListed, setListed] = useState(false);
  useEffect(() => {
    if (connection !== "open") return;
    forgetFailed();
    void listRuns().then(() => setListed(true));
  }, [connection]);
  return isListed;
}

function countOf(shown: number, all: number, isListed: boolean): string {
  const runs = `${all.toLocaleString("en")} ${all === 1 ? "run" : "runs"}`;
  if (!isListed) return `${runs}, listing …`;
  return shown === all ? runs : `${shown.toLocaleString("en")} of ${runs}`;
}
