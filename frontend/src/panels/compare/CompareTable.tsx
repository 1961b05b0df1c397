/** A table with a column for each compared run: its picture, the settings that differ, and its newest numbers. */
import { IconX } from "@tabler/icons-react";

import { IconButton } from "../../components/IconButton";
import type { Compared } from "../../store/comparison";
import { usePreferences } from "../../store/preferences";
import { useFrameOf } from "../../store/readings";
import { useRun } from "../../store/runs";
import { newestOf } from "../../store/series";
import { showRun, uncompare } from "../../session/session";
import { ViewOf } from "../../views/ViewOf";
import {
  bestOf,
  isOfData,
  isOfLoss,
  newestValue,
  ownTitles,
  quantitiesOf,
  quantityName,
} from "./compareLines";
import classes from "./ComparePanel.module.css";
import type { Difference } from "../../project/differences";
import { metricText } from "../shared/numbers";
import { OUTPUT_MAP } from "../readings/probes";
import { useRunOutput } from "../shared/runOutput";

interface CompareTableProps {
  readonly runs: readonly Compared[];
  /** The settings in which they differ. */
  readonly rows: readonly Difference[];
}

export function CompareTable({ runs, rows }: CompareTableProps) {
  const names = ownTitles(runs.map(({ info }) => info?.title ?? "…"));
  const isPlane = useRunOutput()?.form === "plane";
  return (
    <div className={classes["scroll"]}>
      <table
        className={classes["table"]}
        style={{ minWidth: `${6.25 + 5.5 * runs.length}rem` }}
        aria-label="What differs between the runs"
      >
        <thead>
          <tr>
            <td />
            {runs.map((run, at) => (
              <Head key={run.id} run={run} name={names[at] ?? ""} />
            ))}
          </tr>
        </thead>
        <tbody>
          {isPlane && (
            <tr>
              <th scope="row">output</th>
              {runs.map((run) => (
                <td key={run.id}>
                  <OutputOf run={run} />
                </td>
              ))}
            </tr>
          )}
          <Numbers runs={runs} rows={rows} />
          <tr>
            <th scope="row">epoch</th>
            {runs.map((run) => (
              <td key={run.id}>{whereOf(run)}</td>
            ))}
          </tr>
          {rows.map(({ path, label, values }) => (
            <tr key={path} className={classes["differs"]}>
              <th scope="row">{label}</th>
              {runs.map(({ id }, at) => (
                <td key={id} title={values[at]}>
                  {values[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const NO_BEST: ReadonlySet<number> = new Set();

interface HeadProps {
  readonly run: Compared;
  /** Its title, without the part that it shares with another title. */
  readonly name: string;
}

function Head({ run: { id, info, colour }, name }: HeadProps) {
  const isShown = useRun()?.id === id;
  const title = info?.title ?? "…";
  return (
    <th scope="col" data-shown={isShown || undefined}>
      <div className={classes["head"]}>
        <i style={{ background: `var(--tg-run-${colour})` }} aria-hidden />
        <button
          type="button"
          className={classes["title"]}
          aria-label={`Show the run ${title}`}
          aria-current={isShown || undefined}
          title={isShown ? `${title}: on the screen` : `Show ${title}`}
          onClick={() => void showRun(id)}
        >
          {name}
        </button>
        <span className={classes["remove"]}>
          <IconButton
            size="1.125rem"
            label={`Take ${title} out of the comparison`}
            icon={<IconX size={13} />}
            onClick={() => uncompare(id)}
          />
        </span>
      </div>
    </th>
  );
}

/** The output of this run's network over the plane. */
function OutputOf({ run: { id, info } }: { readonly run: Compared }) {
  const discretize = usePreferences((state) => state.discretize);
  const { frame, problem } = useFrameOf(id, OUTPUT_MAP);
  const reading = frame?.readings[0];
  const about = frame ? `at step ${frame.step.toLocaleString("en-US")}` : (problem ?? "waiting");
  return (
    <div className={classes["map"]} title={about}>
      {reading && (
        <ViewOf
          reading={reading}
          label={`What ${info?.title ?? "the run"} answers over the plane, ${about}`}
          discrete={discretize}
          compact
        />
      )}
    </div>
  );
}

/** The epoch and the state of a run: `412 · running`. */
function whereOf({ info, series }: Compared): string {
  const epoch = newestOf(series)?.epoch ?? info?.epoch ?? 0;
  return `${epoch.toLocaleString("en")} · ${info?.state ?? "…"}`;
}

/** The newest losses and metrics. The best value of each row is marked, where they can be held against each other. */
function Numbers({ runs, rows }: CompareTableProps) {
  const ofOneLoss = !rows.some(isOfLoss);
  const ofSameData = !rows.some(isOfData);
  const shown = quantitiesOf(runs).filter(
    (name) => name === "train_loss" || name.startsWith("test_"),
  );
  return shown.map((quantity) => {
    const values = runs.map((run) => newestValue(run, quantity));
    const isAlike = ofSameData && (ofOneLoss || !quantity.endsWith("_loss"));
    const best = isAlike ? bestOf(quantity, values) : NO_BEST;
    return (
      <tr key={quantity}>
        <th scope="row">{quantityName(quantity)}</th>
        {values.map((value, at) => (
          <td key={runs[at]?.id} data-best={best.has(at) || undefined}>
            {value === null ? "–" : metricText(quantity, value)}
            {best.has(at) && <span className={classes["best"]}>best</span>}
          </td>
        ))}
      </tr>
    );
  });
}
