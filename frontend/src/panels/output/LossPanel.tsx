/** The train, validation, test and batch loss, with a mark at every change of a setting, and the newest numbers. */
import { useMemo, useState } from "react";

import type { ProjectFile } from "../../api/types";
import type { ChartLine, ChartMark } from "../../components/chart";
import {
  classColour,
  DIM,
  mix,
  NEGATIVE,
  PAPER,
  PRIMARY,
  type ColourMode,
  type Rgb,
} from "../../components/colours";
import { LineSpark } from "../../components/LineSpark";
import { Panel } from "../../components/Panel";
import { PlotlyChart } from "../../components/PlotlyChart";
import { shortNumber } from "../../components/logSlider";
import { SmallCheck } from "../../components/SmallCheck";
import { useColourMode } from "../../components/useColourMode";
import { usePlotly } from "../../components/usePlotly";
import { useCatalogue } from "../../store/catalogue";
import { usePreferences } from "../../store/preferences";
import { useRun, useRunProject, useSeries } from "../../store/runs";
import { newestOf, type Series } from "../../store/series";
import { finderIn, trainingEntry } from "../../project/trainingEntries";
import {
  LOSS,
  lossLines,
  lossOfChance,
  measuresOf,
  measureWords,
  metricLines,
  PLAYERS,
  settingWords,
  type Curve,
  type Measure,
} from "../shared/lossLines";
import classes from "./LossPanel.module.css";
import { metricText } from "../shared/numbers";
import { usePlotHeight } from "../shared/room";
import { useRunOutput } from "../shared/runOutput";
import { Nothing } from "../readings/Watched";

/** Class colours of the two networks of a GAN. */
const GENERATOR = 1;
const DISCRIMINATOR = 3;

type Line = "train" | "val" | "test" | "discriminator" | "generator";
type Shown = Readonly<Record<string, { readonly words: string; readonly line?: Line }>>;

/** The metrics below the chart, with their short names. */
const ALONE: Shown = {
  test_accuracy: { words: "accuracy" },
  test_r2: { words: "R²" },
  test_exact: { words: "exact" },
  kl: { words: "KL" },
  test_kl: { words: "KL" },
  mistakes: { words: "mistakes" },
};
const DUEL: Shown = {
  discriminator_loss: { words: "D", line: "discriminator" },
  generator_loss: { words: "G", line: "generator" },
  modes: { words: "clusters" },
  quality: { words: "good" },
};

/** The colour of the validation loss: an orange that differs clearly from the other lines. */
const ofValidation = (mode: ColourMode): Rgb => mix(NEGATIVE, DIM[mode], 0.15);

/** The chart's height, smaller on a small screen. */
const HEIGHT = "clamp(7rem, 17vh, 11rem)";
/** The height of the title and the numbers, in rem. */
const AROUND = 4.25;

export function LossPanel() {
  const logLoss = usePreferences((state) => state.logLoss);
  const series = useSeries();
  const [chosen, setChosen] = useState<Measure | null>(null);
  const height = usePlotHeight(HEIGHT, AROUND);
  const measures = measuresOf(series);
  const measure = chosen !== null && measures.includes(chosen) ? chosen : (measures[0] ?? LOSS);
  return (
    <Panel
      title="Loss"
      aside={
        <>
          {measures.length > 1 && (
            <select
              className={classes["measure"]}
              aria-label="What the chart shows"
              value={measure}
              onChange={(event) => setChosen(event.currentTarget.value)}
            >
              {measures.map((name) => (
                <option key={name} value={name}>
                  {measureWords(name)}
                </option>
              ))}
            </select>
          )}
          <SmallCheck
            label="log"
            hint="Draws every power of ten equally high, so that small losses are seen too"
            checked={logLoss}
            onChange={(log) => usePreferences.getState().set({ logLoss: log })}
          />
        </>
      }
    >
      {series.length === 0 ? (
        <Nothing room={height} />
      ) : measure === LOSS ? (
        <Curves series={series} log={logLoss} />
      ) : (
        <Metric key={measure} series={series} measure={measure} log={logLoss} />
      )}
      <Numbers series={series} />
    </Panel>
  );
}

function Curves({ series, log }: { readonly series: Series; readonly log: boolean }) {
  const run = useRun();
  const mode = useColourMode();
  const isLoaded = usePlotly();
  const height = usePlotHeight(HEIGHT, AROUND);
  const stepsPerEpoch = run?.steps_per_epoch ?? 1;
  const chance = useLossOfChance();
  const { train, val, test, batch } = useMemo(
    () => lossLines(series, stepsPerEpoch),
    [series, stepsPerEpoch],
  );
  const lines = useMemo<ChartLine[]>(
    () => [
      { name: "batch", ...batch, colour: (at) => mix(PAPER[at], DIM[at], 0.45), dash: "dot" },
      { name: "train", ...train, colour: (at) => DIM[at] },
      ...(val.x.length > 0 ? [{ name: "val", ...val, colour: ofValidation }] : []),
      { name: "test", ...test, colour: (at) => PRIMARY[at] },
      ...chanceLine(chance, train),
    ],
    [batch, chance, test, train, val],
  );
  const marks = useMemo(() => marksOf(series, stepsPerEpoch), [series, stepsPerEpoch]);
  const sparks = useMemo(
    () => [
      { values: train.y, colour: DIM[mode] },
      { values: val.y, colour: ofValidation(mode) },
      { values: test.y, colour: PRIMARY[mode] },
    ],
    [mode, test, train, val],
  );
  if (!isLoaded) {
    return <LineSpark lines={sparks} label="Loss by epoch" log={log} height={height} />;
  }
  return (
    <div className={classes["chart"]}>
      <PlotlyChart
        lines={lines}
        marks={marks}
        xTitle="epoch"
        yTitle="loss"
        label={`Loss by epoch: train, ${val.x.length > 0 ? "val, " : ""}test and batch`}
        log={log}
        height={height}
        fileName="torchground-loss"
      />
      <Faint lines={lines} />
    </div>
  );
}

/** A legend of the dashed and dotted lines, in an area that is usually empty. */
function Faint({ lines }: { readonly lines: readonly ChartLine[] }) {
  const faint = lines.filter(({ dash, x }) => dash !== undefined && x.length > 0);
  return (
    <ul className={classes["faint"]}>
      {faint.map(({ name, dash }) => (
        <li key={name} data-dash={dash}>
          {name}
        </li>
      ))}
    </ul>
  );
}

/** The loss of a network that guesses, on the data of the run. Most trainings begin near it. */
function useLossOfChance(): number | null {
  const project = useRunProject();
  const catalogue = useCatalogue();
  const output = useRunOutput();
  if (!project || !output?.samples) return null;
  const find = finderIn(catalogue);
  const task = trainingEntry(project, "task", find)?.type;
  const loss = trainingEntry(project, "loss", find);
  if (task !== "classification" || loss?.["label_smoothing"]) return null;
  return lossOfChance(output.info.classes?.length ?? 0, loss?.type);
}

/** A horizontal line at the loss of a guess, as long as the train curve. No line if the whole curve is far below it. */
function chanceLine(chance: number | null, { x, y }: Curve): ChartLine[] {
  if (chance === null || Math.max(...y) < 0.75 * chance) return [];
  const [from = 0, until = 0] = [x[0], x[x.length - 1]];
  return [
    {
      name: "knowing nothing: ln C",
      x: [from, until],
      y: [chance, chance],
      colour: (mode) => mix(PAPER[mode], DIM[mode], 0.6),
      dash: "dash",
    },
  ];
}

/**
 * A metric by epoch: one curve for each split, or one for the run. For a GAN both losses, with lines for equal players.
 */
function Metric(props: { readonly series: Series; readonly measure: Measure; log: boolean }) {
  const { series, measure, log } = props;
  const run = useRun();
  const training = useRunProject()?.training;
  const stepsPerEpoch = run?.steps_per_epoch ?? 1;
  const height = usePlotHeight(HEIGHT, AROUND);
  const curves = useMemo(() => metricLines(series, measure), [measure, series]);
  const hasDraw = measure === PLAYERS && isPlainDuel(training);
  const lines = useMemo<ChartLine[]>(() => {
    const drawn = Object.entries(curves).map(([name, curve]) => ({
      name: name.replace(/_loss$/, "").replaceAll("_", " "),
      ...curve,
      colour: (at: ColourMode) => colourOf(name, at),
    }));
    return hasDraw ? [...drawn, ...drawLines(curves)] : drawn;
  }, [curves, hasDraw]);
  const marks = useMemo(() => marksOf(series, stepsPerEpoch), [series, stepsPerEpoch]);
  return (
    <div className={classes["chart"]}>
      <PlotlyChart
        lines={lines}
        marks={marks}
        xTitle="epoch"
        yTitle={measure === PLAYERS ? "loss" : measureWords(measure)}
        label={`${measureWords(measure)} by epoch`}
        log={log}
        height={height}
        fileName={`torchground-${measure}`}
      />
      <Faint lines={lines} />
    </div>
  );
}

function colourOf(name: string, mode: ColourMode): Rgb {
  if (name.startsWith("generator")) return classColour(GENERATOR);
  if (name.startsWith("discriminator")) return classColour(DISCRIMINATOR);
  if (name.startsWith("val_")) return ofValidation(mode);
  return name.startsWith("train_") ? DIM[mode] : PRIMARY[mode];
}

/** Whether equal players have the losses 2 ln 2 and ln 2. Other losses and label smoothing give other values. */
function isPlainDuel(training: ProjectFile["training"] | undefined): boolean {
  const loss = training?.loss?.type ?? "binary_cross_entropy";
  return loss === "binary_cross_entropy" && !training?.task?.["label_smoothing"];
}

/** A horizontal line for the loss of each network when neither can improve. */
function drawLines(curves: Readonly<Record<string, Curve>>): ChartLine[] {
  const until = Math.max(1, ...Object.values(curves).map(({ x }) => x[x.length - 1] ?? 0));
  const level = (name: string, value: number, place: number): ChartLine => ({
    name,
    x: [0, until],
    y: [value, value],
    colour: () => classColour(place),
    dash: "dash",
  });
  return [
    level("equal players: 2 ln 2", 2 * Math.LN2, DISCRIMINATOR),
    level("equal players: ln 2", Math.LN2, GENERATOR),
  ];
}

/** The share of the chart's width that a letter takes. */
const LETTER_SHARE = 0.022;

/** A mark for every change of a setting. If changes are close together, only the last one has a text. */
function marksOf(series: Series, stepsPerEpoch: number): ChartMark[] {
  const places = series.changes.map(({ step }) => step / stepsPerEpoch);
  const width = (series.step[series.length - 1] ?? 0) / stepsPerEpoch;
  return series.changes.map(({ field, after }, at) => {
    const x = places[at] ?? 0;
    const value =
      after === null ? "off" : typeof after === "number" ? shortNumber(after) : String(after);
    const text = `${settingWords(field)} ${value}`;
    const hasRoom = (places[at + 1] ?? Infinity) - x > LETTER_SHARE * text.length * width;
    return { x, text: hasRoom ? text : "" };
  });
}

/** The newest losses and metrics. */
function Numbers({ series }: { readonly series: Series }) {
  const newest = newestOf(series);
  const known = newest?.metrics ?? {};
  const isDuel = "discriminator_loss" in known;
  const names = isDuel ? DUEL : ALONE;
  return (
    <dl className={classes["numbers"]} title={newest ? `after epoch ${newest.epoch}` : undefined}>
      {!isDuel && (
        <>
          <Number name="train" value={newest?.train_loss ?? null} line="train" />
          {typeof newest?.val_loss === "number" && (
            <Number name="val" value={newest.val_loss} line="val" />
          )}
          <Number name="test" value={newest?.test_loss ?? null} line="test" />
        </>
      )}
      {Object.entries(names).map(([name, { words, line }]) =>
        name in known && !(name === "test_accuracy" && "test_exact" in known) ? (
          <Number key={name} name={words} metric={name} value={known[name] ?? null} line={line} />
        ) : null,
      )}
      <OffBy error={known["test_mae"]} />
    </dl>
  );
}

/** How far the predictions are off on average, in the unit of the target. */
function OffBy({ error }: { readonly error: number | null | undefined }) {
  const output = useRunOutput();
  const unit = output?.samples?.target_std ?? 1;
  if (typeof error !== "number" || unit === 1) return null;
  const words = `Mean error of the predictions, in the unit of “${output?.info.target ?? "y"}”`;
  return (
    <div title={words}>
      <dt>off by</dt>
      <dd>{shortNumber(error * unit)}</dd>
    </div>
  );
}

interface NumberProps {
  readonly name: string;
  /** The metric's full name, which decides how the value is written. */
  readonly metric?: string;
  readonly value: number | null;
  readonly line?: Line | undefined;
}

function Number({ name, metric = name, value, line }: NumberProps) {
  return (
    <div>
      <dt data-line={line}>{name}</dt>
      <dd>{value === null ? "–" : metricText(metric, value)}</dd>
    </div>
  );
}
