/** The newest runs: their state, progress and results. A click opens one, a tick adds it to the comparison. */
import { IconStackForward, IconTrash, IconTrashX } from "@tabler/icons-react";
import { useEffect, useState } from "react";

import type { RunInfo } from "../../api/types";
import { IconButton } from "../../components/IconButton";
import { useColourOfRun, useCompared, type Compared } from "../../store/comparison";
import { useRun, useSeries } from "../../store/runs";
import { newestOf, type Newest } from "../../store/series";
import { compare, deleteRun, showRun, uncompare } from "../../session/session";
import { lossOf, scoreText } from "./runRows";
import { startFromRun } from "./startFromRun";
import classes from "./RunsList.module.css";

/** Most runs in this list, which is drawn whole and often; the table has all of them. */
const MOST = 100;

export function RunsList({ runs }: { readonly runs: readonly RunInfo[] }) {
  const current = useRun();
  const newest = newestOf(useSeries());
  const compared = useCompared();
  if (runs.length === 0) {
    return <p className={classes["none"]}>No run yet. Press play, and it is kept here.</p>;
  }
  return (
    <ul className={classes["list"]}>
      {runs
        .filter(({ id }, at) => at < MOST || id === current?.id)
        .map((listed) =>
          listed.id === current?.id ? upToDate(current, newest) : asCompared(listed, compared),
        )
        .map((run) => (
          <li key={run.id} data-current={run.id === current?.id || undefined}>
            <CompareTick run={run} />
            <button
              type="button"
              className={classes["open"]}
              aria-current={run.id === current?.id || undefined}
              title={aboutRun(run)}
              onClick={() => void showRun(run.id)}
            >
              <i data-state={run.state} aria-hidden />
              <span className={classes["title"]}>{run.title}</span>
              <span className={classes["state"]}>{stateOf(run)}</span>
              <span className={classes["number"]}>{scoreText(run)}</span>
              <b className={classes["number"]}>{lossOf(run)}</b>
            </button>
            <StartFrom run={run} />
            <DeleteButton run={run} />
          </li>
        ))}
    </ul>
  );
}

/** A checkbox that adds a run to the comparison. It has the run's colour while it is ticked. */
function CompareTick({ run: { id, title } }: { readonly run: RunInfo }) {
  const colour = useColourOfRun(id);
  return (
    <input
      type="checkbox"
      className={classes["tick"]}
      style={colour === null ? undefined : { accentColor: `var(--tg-run-${colour})` }}
      aria-label={`Compare the run ${title}`}
      title="Compare with other runs"
      checked={colour !== null}
      onChange={() => (colour === null ? compare(id) : uncompare(id))}
    />
  );
}

/** A button that makes the drawing start from this run's weights. */
function StartFrom({ run: { id, title, step } }: { readonly run: RunInfo }) {
  return (
    <IconButton
      label={`Start the drawing from the weights of ${title}`}
      icon={<IconStackForward size={13} />}
      size="xs"
      disabled={step === 0}
      onClick={() => void startFromRun(id, title)}
    />
  );
}

/** How long the first click waits for the second, in milliseconds. */
const ASKING_MS = 4000;

/** Deletes a run and its history for good. It needs a second click. */
function DeleteButton({ run: { id, title } }: { readonly run: RunInfo }) {
  const [asks, setAsks] = useState(false);
  useEffect(() => {
    if (!asks) return;
    const timer = setTimeout(() => setAsks(false), ASKING_MS);
    return () => clearTimeout(timer);
  }, [asks]);
  return (
    <span data-asks={asks || undefined} className={classes["delete"]}>
      <IconButton
        label={asks ? `Click again to delete the run ${title} for good` : `Delete the run ${title}`}
        icon={asks ? <IconTrashX size={15} /> : <IconTrash size={13} />}
        size="xs"
        onClick={() => (asks ? void deleteRun(id) : setAsks(true))}
      />
    </span>
  );
}

/** The run on the screen with its newest points. The list itself changes only when a run is added or removed. */
function upToDate(run: RunInfo, newest: Newest | null): RunInfo {
  if (!newest) return run;
  const { epoch, step, train_loss, val_loss, test_loss, metrics } = newest;
  const all = { train_loss, val_loss, test_loss, ...metrics };
  const known = Object.entries(all).filter(([, value]) => value !== null);
  return { ...run, epoch, step, final: Object.fromEntries(known) as Record<string, number> };
}

/** A compared run with its newest points, which are newer than the list. */
function asCompared(run: RunInfo, compared: readonly Compared[]): RunInfo {
  const known = compared.find(({ id }) => id === run.id);
  return known ? upToDate(run, newestOf(known.series)) : run;
}

/** Details that distinguish a run from another run with the same title. */
function aboutRun(run: RunInfo): string {
  const started = new Date(run.created).toLocaleString([], {
    dateStyle: "short",
    timeStyle: "short",
  });
  const size = `${run.num_params.toLocaleString("en")} parameters`;
  const epoch = `epoch ${run.epoch.toLocaleString("en")} of ${run.epochs.toLocaleString("en")}`;
  return [run.title, run.state, epoch, `started ${started}`, size, run.reason]
    .filter(Boolean)
    .join(" · ");
}

/** The state and the epoch of a run: `running · 412`, `finished · 500`. */
function stateOf(run: RunInfo): string {
  return `${run.state} · ${run.epoch.toLocaleString("en")}`;
}
