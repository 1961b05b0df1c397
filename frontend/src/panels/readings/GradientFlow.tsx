/**
 * The gradient norm of each layer, epoch by epoch, which shows where gradients vanish or explode. The panel can also
 * show the norms or the histograms of the weights.
 */
import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";

import { ofKind, type ReadingOf } from "../../api/reading";
import type { ProjectFile } from "../../api/types";
import { HeatMap } from "../../components/HeatMap";
import { HoverCard } from "../../components/HoverCard";
import { Panel } from "../../components/Panel";
import { Pointed } from "../../components/Pointed";
import { useFrameLately } from "../../store/readings";
import { useRun, useRunProject, useSeries } from "../../store/runs";
import { newestOf, type Series } from "../../store/series";
import { numberText } from "../../views/tensors";
import { ViewOf } from "../../views/ViewOf";
import { columnCount, epochColumns, horizonOf, pick } from "../shared/bins";
import { layerNames } from "./layerNames";
import { HISTOGRAMS } from "./probes";
import classes from "../shared/strip.module.css";
import { withStep } from "./Watched";

type Mode = "gradient" | "weight" | "histograms";
const MODES = [
  { value: "gradient", label: "gradients" },
  { value: "weight", label: "weights" },
  { value: "histograms", label: "histograms" },
] as const;
const MOST_COLUMNS = 48;

export function GradientFlow() {
  const [mode, setMode] = useState<Mode>("gradient");
  const title =
    mode === "gradient"
      ? "Gradient flow by layer"
      : mode === "weight"
        ? "Weights by layer"
        : "Weights";
  return (
    <Panel
      title={title}
      aside={
        <SegmentedControl
          size="xs"
          aria-label="What is shown by layer"
          className={classes["modes"]}
          data={[...MODES]}
          value={mode}
          onChange={setMode}
        />
      }
      grow
    >
      {mode === "histograms" ? <Histograms /> : <Norms of={mode} />}
    </Panel>
  );
}

function Norms({ of }: { readonly of: "gradient" | "weight" }) {
  const [words, setWords] = useState<string | null>(null);
  const project = useRunProject();
  const run = useRun();
  const series = useSeries();
  const rows = useMemo(() => rowsOf(project, series), [project, series]);
  const horizon = horizonOf(newestOf(series)?.epoch ?? 0, run?.epochs ?? 1);
  const columns = columnCount(horizon, MOST_COLUMNS);
  const map = useMemo(
    () => mapOf(series, rows, of, horizon, columns),
    [columns, horizon, of, rows, series],
  );
  if (rows.length === 0) {
    return <p className={classes["none"]}>{run ? "No epoch point yet." : "No run yet."}</p>;
  }
  const describe = (row: Row, norms: readonly number[], at: number | null) => {
    const point = at === null ? null : map.points[at];
    if (at === null || point === null || point === undefined) return setWords(null);
    const norm = `${row.name}, epoch ${series.epoch[point]}: norm ${numberText(norms[at] ?? NaN)}`;
    setWords(withStep(norm, series.step[point] ?? 0));
  };
  return (
    <Pointed words={words}>
      <div className={classes["rows"]} role="group" aria-label={`Norm of the ${of} of each layer`}>
        {rows.map((row, which) => {
          const { norms, logs } = map.rows[which] ?? EMPTY;
          const last = norms.filter((norm) => !Number.isNaN(norm)).at(-1);
          return (
            <div key={row.id} className={classes["row"]}>
              <RowName name={row.name} />
              <div className={classes["track"]}>
                <HeatMap
                  values={logs}
                  width={columns}
                  height={1}
                  shade={map.shade}
                  label={`${row.name}: ${last === undefined ? "nothing measured yet" : numberText(last)}`}
                  className={classes["cells"]}
                  style={{ aspectRatio: "auto" }}
                  onHover={(at) => describe(row, norms, at)}
                />
              </div>
            </div>
          );
        })}
      </div>
    </Pointed>
  );
}

/** A layer's name. If it is too long for its column, its end is cut, but its number stays. */
function RowName({ name }: { readonly name: string }) {
  const [, title = name, number = ""] = /^(.*?)( \d+)?$/.exec(name) ?? [];
  return (
    <div className={classes["name"]} title={name}>
      <span>{title}</span>
      {number && <span data-number>{number}</span>}
    </div>
  );
}

const EMPTY = { norms: [], logs: new Float32Array(0) };

interface Row {
  readonly id: string;
  readonly name: string;
}

/** The layers that have norms, in the order of the drawing. */
export function rowsOf(project: ProjectFile | null, series: Series): Row[] {
  return [...layerNames(project)]
    .filter(([id]) => id in series.norms)
    .map(([id, name]) => ({ id, name }));
}

/**
 * The norms as colours on a logarithmic scale: background colour for the smallest norm of all layers, full colour for
 * the largest.
 */
function mapOf(
  series: Series,
  rows: readonly Row[],
  of: "gradient" | "weight",
  horizon: number,
  columns: number,
) {
  const points = epochColumns(series, horizon, columns);
  const norms = rows.map(({ id }) => pick(series.norms[id]?.[of] ?? [], points));
  const logs = norms.map((row) => row.map((norm) => (norm > 0 ? Math.log10(norm) : NaN)));
  const known = logs.flat().filter(Number.isFinite);
  const high = known.length ? Math.max(...known) : 0;
  // The scale spans at least two powers of ten, so that small differences look small.
  const low = Math.min(high - 2, known.length ? Math.min(...known) : 0);
  const floor = low - (high - low) * 0.15;
  const drawn = logs.map((row) => row.map((value) => (Number.isNaN(value) ? floor : value)));
  return {
    points,
    shade: { scale: "sequential", low: floor, high } as const,
    rows: norms.map((row, at) => ({ norms: row, logs: Float32Array.from(drawn[at] ?? []) })),
  };
}

function Histograms() {
  const project = useRunProject();
  const series = useSeries();
  const names = useMemo(
    () => new Map(rowsOf(project, series).map(({ id, name }) => [id, name])),
    [project, series],
  );
  const { frame, problem } = useFrameLately(HISTOGRAMS);
  const weights = (frame?.readings ?? [])
    .flatMap((reading) => ofKind(reading, "histogram") ?? [])
    .filter(({ path }) => path.endsWith(".weight"));
  if (weights.length === 0) {
    return <p className={classes["none"]}>{problem ?? "No weights measured yet."}</p>;
  }
  return (
    <div className={classes["grid"]}>
      {weights.map((reading) => (
        <Spread
          key={reading.path}
          reading={reading}
          name={nameOf(reading.path, names)}
          step={frame?.step ?? 0}
        />
      ))}
    </div>
  );
}

function nameOf(path: string, names: ReadonlyMap<string, string>): string {
  const id = path.replace(/\.weight$/, "");
  return names.get(id) ?? id;
}

interface SpreadProps {
  readonly reading: ReadingOf<"histogram">;
  /** The name of the layer. */
  readonly name: string;
  readonly step: number;
}

/** A histogram of one layer's weights. Under the pointer it is larger and shows the numbers of a bar. */
function Spread({ reading, name, step }: SpreadProps) {
  const [words, setWords] = useState<string | null>(null);
  const picture = { reading, label: `How the weights of ${name} are spread` };
  const { low, high, mean, std } = reading.facts;
  return (
    <HoverCard
      width={280}
      card={() => (
        <div className={classes["spread"]}>
          <strong>Weights of {name}</strong>
          <ViewOf {...picture} height={120} />
          <span>
            {numberText(low)} <span>{numberText(high)}</span>
          </span>
          <p>{words ?? "Point at a bar for its count."}</p>
          <p>{withStep(`mean ${numberText(mean)}, deviation ${numberText(std)}`, step)}</p>
        </div>
      )}
    >
      <figure>
        <ViewOf {...picture} height={56} onHover={setWords} />
        <figcaption>{name}</figcaption>
      </figure>
    </HoverCard>
  );
}
