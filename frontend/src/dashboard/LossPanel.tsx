/** The loss as it falls: train, test and batch, with every change of a setting marked, and the newest numbers. */
import { useMemo } from "react";

import type { ChartLine, ChartMark } from "../components/chart";
import { DIM, mix, PAPER, PRIMARY } from "../components/colours";
import { LineSpark } from "../components/LineSpark";
import { Panel } from "../components/Panel";
import { PlotlyChart } from "../components/PlotlyChart";
import { shortNumber } from "../components/logSlider";
import { SmallCheck } from "../components/SmallCheck";
import { useColourMode } from "../components/useColourMode";
import { usePlotly } from "../components/usePlotly";
import { usePreferences } from "../store/preferences";
import { useRun, useSeries } from "../store/runs";
import { newestOf, type Series } from "../store/series";
import { lossLines } from "./lossLines";
import classes from "./LossPanel.module.css";
import { metricText } from "./numbers";
import { Nothing } from "./Watched";

/** What the chart takes on a small and a large screen. */
const HEIGHT = "clamp(7rem, 17vh, 11rem)";

export function LossPanel() {
  const logLoss = usePreferences((state) => state.logLoss);
  const series = useSeries();
  return (
    <Panel
      title="Loss"
      aside={
        <SmallCheck
          label="log"
          checked={logLoss}
          onChange={(log) => usePreferences.getState().set({ logLoss: log })}
        />
      }
    >
      {series.length > 0 ? <Curves series={series} log={logLoss} /> : <Nothing room={HEIGHT} />}
      <Numbers series={series} />
    </Panel>
  );
}

function Curves({ series, log }: { readonly series: Series; readonly log: boolean }) {
  const run = useRun();
  const mode = useColourMode();
  const isLoaded = usePlotly();
  const stepsPerEpoch = run?.steps_per_epoch ?? 1;
  const { train, test, batch } = useMemo(
    () => lossLines(series, stepsPerEpoch),
    [series, stepsPerEpoch],
  );
  const lines = useMemo<ChartLine[]>(
    () => [
      { name: "batch", ...batch, colour: (at) => mix(PAPER[at], DIM[at], 0.45), dash: "dot" },
      { name: "train", ...train, colour: (at) => DIM[at] },
      { name: "test", ...test, colour: (at) => PRIMARY[at] },
    ],
    [batch, test, train],
  );
  const marks = useMemo(() => marksOf(series, stepsPerEpoch), [series, stepsPerEpoch]);
  const sparks = useMemo(
    () => [
      { values: train.y, colour: DIM[mode] },
      { values: test.y, colour: PRIMARY[mode] },
    ],
    [mode, test, train],
  );
  if (!isLoaded) {
    return <LineSpark lines={sparks} label="Loss by epoch" log={log} height={HEIGHT} />;
  }
  return (
    <PlotlyChart
      lines={lines}
      marks={marks}
      xTitle="epoch"
      yTitle="loss"
      label="Loss by epoch: train, test and batch"
      log={log}
      height={HEIGHT}
      fileName="torchground-loss"
    />
  );
}

/** The part of the chart's width that a word needs. */
const WORD_SHARE = 0.2;

/** A line for every change; of changes close together only the last has its word. */
function marksOf(series: Series, stepsPerEpoch: number): ChartMark[] {
  const places = series.changes.map(({ step }) => step / stepsPerEpoch);
  const room = WORD_SHARE * ((series.step[series.length - 1] ?? 0) / stepsPerEpoch);
  return series.changes.map(({ field, after }, at) => {
    const x = places[at] ?? 0;
    const value =
      after === null ? "off" : typeof after === "number" ? shortNumber(after) : String(after);
    const hasRoom = (places[at + 1] ?? Infinity) - x > room;
    return { x, text: hasRoom ? `${field.replace("optimizer.", "")} ${value}` : "" };
  });
}

/** The newest losses and what else the task measures on the test samples. */
function Numbers({ series }: { readonly series: Series }) {
  const newest = newestOf(series);
  const metrics = Object.entries(newest?.metrics ?? {}).filter(([name]) =>
    ["test_accuracy", "test_r2"].includes(name),
  );
  return (
    <dl className={classes["numbers"]} title={newest ? `after epoch ${newest.epoch}` : undefined}>
      <Number name="train" value={newest?.train_loss ?? null} line="train" />
      <Number name="test" value={newest?.test_loss ?? null} line="test" />
      {metrics.map(([name, value]) => (
        <Number key={name} name={name.replace("test_", "")} value={value} />
      ))}
    </dl>
  );
}

interface NumberProps {
  readonly name: string;
  readonly value: number | null;
  readonly line?: "train" | "test";
}

function Number({ name, value, line }: NumberProps) {
  return (
    <div>
      <dt data-line={line}>{name === "r2" ? "R²" : name}</dt>
      <dd>{value === null ? "–" : metricText(name, value)}</dd>
    </div>
  );
}
