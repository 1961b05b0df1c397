/** Converts curves to Plotly's traces and layout, in the colours of the page. Pure. */
import { thin } from "./axis";
import { css, DIM, INK, PRIMARY, type ColourMode, type Rgb } from "./colours";

/** One curve. A value that is not finite is a gap. */
export interface ChartLine {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly colour: (mode: ColourMode) => Rgb;
  readonly dash?: "solid" | "dot" | "dash";
  /** The step of each point, shown with its value on hover. */
  readonly steps?: ArrayLike<number>;
  /** Draws points without a line between them. */
  readonly dots?: boolean;
}

/** A mark at an x value, where something happened. */
export interface ChartMark {
  readonly x: number;
  readonly text: string;
}

interface LayoutOptions {
  readonly xTitle: string;
  readonly yTitle: string;
  readonly log: boolean;
  readonly marks?: readonly ChartMark[];
  readonly mode: ColourMode;
  readonly width: number;
  readonly height: number;
  /** How much larger than usual text and lines are. */
  readonly scale?: number;
}

/** The size of small text, in pixels at the usual scale. */
const SMALL = 12;

/** Most points of a drawn curve. Spikes are kept. */
const MOST_POINTS = 2000;

/** The traces of the curves. Long curves are thinned to about `MOST_POINTS`. */
export function toTraces(lines: readonly ChartLine[], mode: ColourMode, scale = 1): object[] {
  return lines.map(({ name, x, y, colour, dash = "solid", dots = false, steps }) => {
    const kept = thin(y, MOST_POINTS / 4);
    const stroke = css(colour(mode)).replaceAll(" ", ",");
    return {
      type: "scatter",
      // A curve of one point has no line, so its point is drawn.
      mode: dots ? "markers" : kept.length === 1 ? "lines+markers" : "lines",
      name,
      x: kept.map((at) => x[at]),
      y: kept.map((at) => finite(y[at])),
      line: { color: stroke, width: 1.75 * scale, dash },
      marker: { color: stroke, size: (dots ? 4 : 7) * scale, opacity: 0.8 },
      cliponaxis: false,
      // Plotly formats only the hovered number: formatting thousands takes longer than drawing them.
      customdata: steps && kept.map((at) => steps[at]),
      hovertemplate: steps ? "%{y:.6~g} · step %{customdata:,d}" : "%{y:.6~g}",
    };
  });
}

/** The layout: axes with titles, marks, and the text colour of the page on a transparent background. */
export function chartLayout(options: LayoutOptions): object {
  const { xTitle, yTitle, log, marks = [], mode, width, height, scale = 1 } = options;
  const dim = css(DIM[mode]).replaceAll(" ", ",");
  const axis = {
    gridcolor: mode === "dark" ? "#2c303b" : "#e4e7ee",
    linecolor: dim,
    zeroline: false,
    automargin: true,
    tickfont: { size: SMALL * scale },
  };
  const small = { standoff: 3, font: { size: SMALL * scale, color: dim } };
  return {
    width,
    height,
    // Keeps the person's zoom while new points arrive.
    uirevision: log ? "log" : "linear",
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: {
      family: "system-ui, sans-serif",
      size: SMALL * scale,
      color: css(INK[mode]).replaceAll(" ", ","),
    },
    margin: { l: 40 * scale, r: 4 * scale, t: 6 * scale, b: 28 * scale },
    showlegend: false,
    hovermode: "x unified",
    hoverlabel: {
      bgcolor: mode === "dark" ? "#1c1e26" : "#ffffff",
      bordercolor: axis.gridcolor,
      font: { size: SMALL * scale },
    },
    // The mode bar is over the curve, so its background is transparent.
    modebar: {
      bgcolor: "rgba(0,0,0,0)",
      color: dim,
      activecolor: css(PRIMARY[mode]).replaceAll(" ", ","),
    },
    xaxis: {
      ...axis,
      title: { ...small, text: xTitle },
      // Steps and epochs are never negative. Without this, a chart with a single point would show negative numbers.
      rangemode: "nonnegative",
      unifiedhovertitle: { text: `${xTitle} %{x:.4~g}` },
      spikecolor: dim,
      spikethickness: 1,
    },
    yaxis: {
      ...axis,
      title: { ...small, text: yTitle },
      type: log ? "log" : "linear",
      exponentformat: "power",
    },
    shapes: marks.map(({ x }) => upright(x, dim)),
    annotations: marks
      .filter(({ text }) => text !== "")
      .map(({ x, text }) => word(x, text, dim, scale)),
  };
}

function upright(x: number, color: string): object {
  const line = { color, width: 1, dash: "dot" };
  return { type: "line", xref: "x", yref: "paper", x0: x, x1: x, y0: 0, y1: 1, line };
}

function word(x: number, text: string, color: string, scale: number): object {
  const place = { xref: "x", yref: "paper", x, y: 1, xanchor: "left", yanchor: "top" };
  return {
    ...place,
    text: escapeMarkup(text),
    showarrow: false,
    font: { size: SMALL * scale, color },
  };
}

/** Escapes text that people typed, because Plotly interprets some HTML in its texts. */
function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
