/** Draws every weight between small layers as a separate wire, on one canvas under the cards. */
import { useStoreApi, type ReactFlowState } from "@xyflow/react";
import { useCallback, useEffect, useRef, useState } from "react";

import type { Frame } from "../../api/reading";
import { largestMagnitude, stickyMax } from "../../components/colourScale";
import { css, DIM, INK, NEGATIVE, POSITIVE, type ColourMode } from "../../components/colours";
import { cancelDrawing, drawNextFrame } from "../../components/frame";
import { useColourMode } from "../../components/useColourMode";
import { useElementSize, type Size } from "../../components/useElementSize";
import { usePixelRatio } from "../../components/usePixelRatio";
import { usePresenting } from "../../store/presenting";
import { watchFrame } from "../../store/readings";
import { useRun } from "../../store/runs";
import { anchorsOf, onAnchors } from "./anchors";
import classes from "./WeightWires.module.css";
import type { Wire } from "../scene/cards";
import { WEIGHTS, weightsOf } from "../cards/measured";
import { useEditor, type HoveredWeight } from "../scene/state";
import { matrixOf } from "../cards/tensors";
import { bend, nearestWeight, strokesOf, strokeStyle, type Bundle } from "./wires";

interface WeightWiresProps {
  /** The wires that are drawn one per weight. */
  readonly wires: readonly Wire[];
}

/**
 * Least time between two drawings while a run trains, in milliseconds. Drawing also takes at most 1/SHARE of the page's
 * time.
 */
const TICK_MS = 75;
/** How long a drawing of wires waits for other drawings, in milliseconds, so that they share a frame. */
const PATIENCE_MS = 25;
const SHARE = 5;
/** The speed of the dashes, in canvas pixels for each millisecond. */
const SPEED = 0.024;
/** The dashes of positive weights, and the dots of negative ones, so that the sign is seen without colour. */
const DASHES = { positive: [7, 2.5], negative: [2, 3.5] };
/** The greatest distance from the pointer to a wire, in screen pixels. */
const REACH = 6;
/** Extra room around the wires for their line width and their curves, in screen pixels. */
const MARGIN = 12;

/** How much thicker wires are while a person presents. */
const PRESENTED = 1.6;

type Context = CanvasRenderingContext2D;

export function WeightWires({ wires }: WeightWiresProps) {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const store = useStoreApi();
  const mode = useColourMode();
  const ratio = usePixelRatio();
  const [frameBox, setFrameBox] = useState<HTMLDivElement | null>(null);
  const size = useElementSize(frameBox);
  const running = useRun()?.state === "running";
  const thickness = usePresenting((state) => state.isOn) ? PRESENTED : 1;
  const frame = useRef<Frame | undefined>(undefined);
  const bounds = useRef(new Map<string, number>());
  const bundles = useRef<readonly Bundle[]>([]);

  const draw = useCallback(
    (onto: HTMLCanvasElement, nowMs: number) => {
      const state = store.getState();
      bundles.current = wires.flatMap((wire) => bundleOf(wire, state, frame.current));
      const shown = { canvas: onto, size, ratio, mode, transform: state.transform, thickness };
      const offset = running && !isStill() ? -nowMs * SPEED : 0;
      drawAll(shown, bundles.current, bounds.current, offset, useEditor.getState().weight);
    },
    [mode, ratio, running, size, store, thickness, wires],
  );
  const { request, requestInTime, isLate } = usePace(size.width === 0 ? null : canvas, draw);

  useEffect(() => {
    request();
    const leave = [store.subscribe(request), onAnchors(request), useEditor.subscribe(request)];
    return () => leave.forEach((stop) => stop());
  }, [request, store]);

  useEffect(() => {
    if (wires.length === 0) return;
    return watchFrame(WEIGHTS, (seen) => {
      frame.current = seen.frame;
      requestInTime();
    });
  }, [requestInTime, wires.length]);

  useEffect(() => {
    if (!running || wires.length === 0 || isStill()) return;
    const timer = setInterval(() => {
      if (isLate() && !document.hidden) requestInTime();
    }, PATIENCE_MS);
    return () => clearInterval(timer);
  }, [isLate, requestInTime, running, wires.length]);

  useHover(canvas, bundles, store);
  return (
    <div ref={setFrameBox} className={classes["weights"]} data-with-network aria-hidden>
      <canvas ref={setCanvas} />
    </div>
  );
}

/**
 * Limits how often the wires are drawn.
 *
 * `request` draws in the next frame. `requestInTime` does the same if the wires have not used up their share of the
 * time. Otherwise the first call after the wait draws, together with other new pictures, because each update of the
 * screen is expensive. Without such a call the wires are drawn PATIENCE_MS later. `isLate` says whether moving wires
 * should have been drawn by now.
 */
function usePace(
  canvas: HTMLCanvasElement | null,
  draw: (canvas: HTMLCanvasElement, nowMs: number) => void,
) {
  const pace = useRef({ drawnAt: 0, costMs: 0, timer: 0 });
  const request = useCallback(() => {
    if (!canvas) return;
    drawNextFrame(canvas, () => {
      const startMs = performance.now();
      draw(canvas, startMs);
      pace.current.drawnAt = startMs;
      // This task runs after the frame is painted, so the time includes painting.
      setTimeout(() => (pace.current.costMs = performance.now() - startMs));
    });
  }, [canvas, draw]);
  const requestInTime = useCallback(() => {
    const { drawnAt, costMs, timer } = pace.current;
    const wait = drawnAt + Math.max(TICK_MS, SHARE * costMs) - performance.now();
    const alone = () => {
      pace.current.timer = 0;
      request();
    };
    if (wait > 0) {
      pace.current.timer = timer || window.setTimeout(alone, wait + PATIENCE_MS);
      return;
    }
    clearTimeout(timer);
    alone();
  }, [request]);
  const isLate = useCallback(
    () => performance.now() > pace.current.drawnAt + TICK_MS + PATIENCE_MS,
    [],
  );
  useEffect(() => {
    const paced = pace.current;
    return () => {
      clearTimeout(paced.timer);
      paced.timer = 0;
      if (canvas) cancelDrawing(canvas);
    };
  }, [canvas, requestInTime]);
  return { request, requestInTime, isLate };
}

function isStill(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** The bundle of weights of a wire; empty while its cards are not laid out. */
function bundleOf(wire: Wire, state: ReactFlowState, frame: Frame | undefined): Bundle[] {
  const source = state.nodeLookup.get(wire.source);
  const target = state.nodeLookup.get(wire.target);
  const from = anchorsOf(wire.source);
  const to = anchorsOf(wire.target);
  if (!source?.measured.width || !target || !from || !to) return [];
  const { x, y } = source.internals.positionAbsolute;
  const end = target.internals.positionAbsolute;
  return [
    {
      node: wire.target,
      x1: x + source.measured.width,
      x2: end.x,
      starts: from.ports.map((port) => y + port),
      ends: to.ports.map((port) => end.y + port),
      weights: matrixOf(weightsOf(frame, wire.target), to.ports.length, from.ports.length),
    },
  ];
}

interface Shown {
  readonly canvas: HTMLCanvasElement;
  readonly size: Size;
  readonly ratio: number;
  readonly mode: ColourMode;
  readonly transform: readonly [x: number, y: number, zoom: number];
  /** How much thicker than usual wires are. */
  readonly thickness: number;
}

function drawAll(
  { canvas, size, ratio, mode, transform, thickness }: Shown,
  bundles: readonly Bundle[],
  bounds: Map<string, number>,
  offset: number,
  hovered: HoveredWeight | null,
): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const box = boxAround(bundles, size, transform);
  const [wide, high] = [Math.ceil(box.width * ratio), Math.ceil(box.height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  canvas.style.width = `${wide / ratio}px`;
  canvas.style.height = `${high / ratio}px`;
  canvas.style.transform = `translate(${box.x}px, ${box.y}px)`;
  const [x, y, zoom] = transform;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, wide, high);
  const [left, top] = [ratio * (x - box.x), ratio * (y - box.y)];
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, left, top);
  context.lineDashOffset = offset;
  for (const bundle of bundles) drawBundle(context, bundle, bounds, mode, thickness);
  if (hovered) drawHovered(context, bundles, hovered, mode);
}

/** The part of the screen with wires. A small canvas is drawn much faster. */
function boxAround(
  bundles: readonly Bundle[],
  size: Size,
  [x, y, zoom]: Shown["transform"],
): { x: number; y: number; width: number; height: number } {
  const xs = bundles.flatMap(({ x1, x2 }) => [x1, x2]).map((at) => at * zoom + x);
  const ys = bundles.flatMap(({ starts, ends }) => [...starts, ...ends]).map((at) => at * zoom + y);
  const left = Math.floor(Math.max(0, Math.min(...xs) - MARGIN));
  const top = Math.floor(Math.max(0, Math.min(...ys) - MARGIN));
  const right = Math.min(size.width, Math.max(...xs) + MARGIN);
  const bottom = Math.min(size.height, Math.max(...ys) + MARGIN);
  if (bundles.length === 0 || right <= left || bottom <= top) {
    return { x: 0, y: 0, width: 1, height: 1 };
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function drawBundle(
  context: Context,
  bundle: Bundle,
  bounds: Map<string, number>,
  mode: ColourMode,
  thickness: number,
): void {
  const { weights, starts, ends, node } = bundle;
  if (!weights) return drawUnknown(context, bundle, mode);
  const max = stickyMax(bounds.get(node) ?? 0, largestMagnitude(weights));
  bounds.set(node, max);
  if (starts.length * ends.length === 0) return;
  for (const { isPositive, level, pairs } of strokesOf(weights, starts.length, max)) {
    const { width, alpha } = strokeStyle(level);
    context.strokeStyle = css(isPositive ? POSITIVE : NEGATIVE, alpha);
    context.lineWidth = width * thickness;
    context.setLineDash(isPositive ? DASHES.positive : DASHES.negative);
    trace(context, bundle, pairs);
  }
}

/** Draws thin grey wires for weights that are not measured yet. */
function drawUnknown(context: Context, bundle: Bundle, mode: ColourMode): void {
  const pairs = bundle.ends.flatMap((_, end) => bundle.starts.flatMap((_, start) => [start, end]));
  context.strokeStyle = css(DIM[mode], 0.28);
  context.lineWidth = 0.75;
  context.setLineDash([]);
  trace(context, bundle, pairs);
}

/** Strokes every wire separately: one path of many crossing wires takes several times as long. */
function trace(context: Context, bundle: Bundle, pairs: readonly number[]): void {
  const { x1, x2, starts, ends } = bundle;
  const inner = bend(x1, x2);
  for (let at = 0; at < pairs.length; at += 2) {
    const y1 = starts[pairs[at] ?? 0] ?? 0;
    const y2 = ends[pairs[at + 1] ?? 0] ?? 0;
    context.beginPath();
    context.moveTo(x1, y1);
    context.bezierCurveTo(x1 + inner, y1, x2 - inner, y2, x2, y2);
    context.stroke();
  }
}

function drawHovered(
  context: Context,
  bundles: readonly Bundle[],
  { node, row, column }: HoveredWeight,
  mode: ColourMode,
): void {
  const bundle = bundles.find((candidate) => candidate.node === node);
  if (!bundle) return;
  context.strokeStyle = css(INK[mode], 0.9);
  context.lineWidth = 2;
  context.setLineDash([]);
  trace(context, bundle, [column, row]);
}

/** Stores the weight whose wire is under the pointer. Looks for it at most once a frame. */
function useHover(
  canvas: HTMLCanvasElement | null,
  bundles: { readonly current: readonly Bundle[] },
  store: ReturnType<typeof useStoreApi>,
): void {
  useEffect(() => {
    const pane = canvas?.closest<HTMLElement>(".react-flow");
    if (!canvas || !pane) return;
    const owner = {};
    const look = (event: PointerEvent) => {
      const over = event.target as Element;
      const isFree = event.buttons === 0 && !over.closest(".react-flow__node, .react-flow__panel");
      drawNextFrame(owner, () =>
        setHovered(isFree ? weightAt(event, pane, bundles.current, store.getState()) : null),
      );
    };
    const leave = () => setHovered(null);
    pane.addEventListener("pointermove", look);
    pane.addEventListener("pointerleave", leave);
    return () => {
      cancelDrawing(owner);
      pane.removeEventListener("pointermove", look);
      pane.removeEventListener("pointerleave", leave);
    };
  }, [bundles, canvas, store]);
}

function weightAt(
  { clientX, clientY }: PointerEvent,
  pane: HTMLElement,
  bundles: readonly Bundle[],
  { transform: [left, top, zoom] }: ReactFlowState,
): HoveredWeight | null {
  const box = pane.getBoundingClientRect();
  const x = (clientX - box.left - left) / zoom;
  const y = (clientY - box.top - top) / zoom;
  for (const bundle of bundles) {
    const found = nearestWeight(bundle, x, y, REACH / zoom);
    if (found) return { node: bundle.node, ...found, x: clientX, y: clientY };
  }
  return null;
}

function setHovered(weight: HoveredWeight | null): void {
  const before = useEditor.getState().weight;
  if (before !== weight) useEditor.setState({ weight });
}
