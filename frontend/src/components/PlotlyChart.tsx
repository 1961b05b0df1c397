/** Curves with axes, hover, zoom and download. Plotly is large, so it is loaded when the first chart appears. */
import type { PlotlyLibrary } from "plotly.js-cartesian-dist-min";
import { useEffect, useMemo, useRef, useState } from "react";

import { chartLayout, toTraces, type ChartLine, type ChartMark } from "./chart";
import { useTextScale } from "./textScale";
import { throttle, type Throttled } from "./throttle";
import { useColourMode } from "./useColourMode";
import { useElementSize } from "./useElementSize";

export interface PlotlyChartProps {
  readonly lines: readonly ChartLine[];
  /** The names of the axes, with their units. */
  readonly xTitle: string;
  readonly yTitle: string;
  readonly label: string;
  /** Makes the y axis logarithmic. */
  readonly log?: boolean;
  /** Vertical lines with a text, where something was changed. */
  readonly marks?: readonly ChartMark[];
  /** Any CSS height. */
  readonly height?: number | string;
  /** The name of the file that the download button saves. */
  readonly fileName?: string;
}

interface Figure {
  readonly traces: object[];
  readonly layout: object;
  readonly config: object;
}

/** Plotly needs about 15 ms for a drawing, so a chart is drawn at most four times a second. */
const INTERVAL_MS = 250;

export function PlotlyChart(props: PlotlyChartProps) {
  const { lines, xTitle, yTitle, label, log = false, marks, fileName = "torchground" } = props;
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const size = useElementSize(box);
  const mode = useColourMode();
  const scale = useTextScale();
  const [problem, setProblem] = useState<string | null>(null);
  const drawing = useRef<Throttled<Figure> | null>(null);
  const figure = useMemo<Figure>(
    () => ({
      traces: toTraces(lines, mode, scale),
      layout: chartLayout({ xTitle, yTitle, log, marks, mode, scale, ...size }),
      config: configOf(fileName),
    }),
    [fileName, lines, log, marks, mode, scale, size, xTitle, yTitle],
  );

  useEffect(() => {
    if (!box) return;
    const pen = throttle<Figure>((next) => {
      drawWith(box, next).catch((error: unknown) => setProblem(String(error)));
    }, INTERVAL_MS);
    drawing.current = pen;
    return () => {
      pen.cancel();
      drawing.current = null;
      void purge(box);
    };
  }, [box]);

  useEffect(() => {
    if (size.width > 0 && size.height > 0) drawing.current?.call(figure);
  }, [figure, size]);

  return (
    <figure aria-label={label} style={{ margin: 0, height: props.height ?? 180 }}>
      {problem && <p role="alert">The chart could not be drawn: {problem}. Reload the page.</p>}
      <div ref={setBox} style={{ width: "100%", height: "100%" }} />
    </figure>
  );
}

let loaded: Promise<PlotlyLibrary> | null = null;

/** Loads Plotly. Later calls return the same promise. */
export function loadPlotly(): Promise<PlotlyLibrary> {
  loaded ??= import("plotly.js-cartesian-dist-min").then((plotly) => plotly.default);
  // After a failed download the next drawing tries again.
  loaded.catch(() => (loaded = null));
  return loaded;
}

async function drawWith(box: HTMLDivElement, { traces, layout, config }: Figure): Promise<void> {
  const plotly = await loadPlotly();
  if (box.isConnected) await plotly.react(box, traces, layout, config);
}

async function purge(box: HTMLDivElement): Promise<void> {
  if (loaded) (await loaded).purge(box);
}

function canHover(): boolean {
  return window.matchMedia("(hover: hover)").matches;
}

function configOf(fileName: string): object {
  return {
    displaylogo: false,
    // Without a pointer that hovers, the tools would lie over the curves all the time.
    displayModeBar: canHover() ? "hover" : false,
    showTips: false,
    // The data of a run must not be sent to another host, so the button for it is removed.
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "sendChartToCloud"],
    toImageButtonOptions: { format: "png", scale: 2, filename: fileName },
  };
}
