/** What is under the pointer on a card or a wire, enlarged, with its exact number and the step it is of. */
import { useEffect, useRef, useState, type CSSProperties } from "react";

import type { Frame, Reading, Tensor } from "../api/reading";
import type { DataInfo, ProbeJson } from "../api/types";
import { signed, type Shade } from "../components/colourScale";
import { css, INK } from "../components/colours";
import { drawImages } from "../components/drawImages";
import { cancelDrawing, drawNextFrame } from "../components/frame";
import { useColourMode } from "../components/useColourMode";
import { useReport } from "../store/check";
import { usePreferences, type ShownSample } from "../store/preferences";
import { watchFrame } from "../store/readings";
import classes from "./Canvas.module.css";
import { ExactNumber } from "./ExactNumber";
import { FINE_UNIT_MAPS, probesOf, readingOf, weightsOf } from "./measured";
import { useEditor, type HoveredPart, type HoveredWeight } from "./state";
import { boundOf, hasNegative, sliceOf, unitOf } from "./tensors";
import { useScene } from "./useScene";

/** Of the enlarged picture, in CSS pixels. */
const SIDE = 184;

export function Enlargement() {
  const part = useEditor((state) => state.part);
  const weight = useEditor((state) => state.weight);
  if (part) return <EnlargedPart part={part} />;
  return weight && <EnlargedWeight weight={weight} />;
}

/** The weight whose wire is under the pointer. */
function EnlargedWeight({ weight: { node, row, column, x, y } }: { weight: HoveredWeight }) {
  const title = useScene().faces.get(node)?.titles[0] ?? node;
  const probe: ProbeJson = { type: "weight_value", node, param: "weight", index: [row, column] };
  return (
    <div className={classes["enlarged"]} style={{ left: x + 14, top: y + 14 }}>
      <h3>
        {title}: weight from input {column + 1} to unit {row + 1}
      </h3>
      <ExactNumber name="w =" probe={probe} />
    </div>
  );
}

function EnlargedPart({ part }: { part: HoveredPart }) {
  const { faces, drawing } = useScene();
  const data = useReport()?.data ?? null;
  const sample = usePreferences((preferences) => preferences.sample);
  const face = faces.get(drawing.cardOf.get(part.card) ?? part.card);
  const shape = useShape(part, sample);
  const probe = shape && exactProbe(part, shape, data, sample);
  if (!face) return null;
  const title = face.titles[part.look === "filter" ? 0 : face.titles.length - 1] ?? "";
  const hasPicture = part.look !== "bars" && part.look !== "cells";
  return (
    <div className={classes["enlarged"]} style={placeBeside(part.box, hasPicture)} role="tooltip">
      <h3>
        {face.titles[0] === title ? title : `${face.titles[0]} · ${title}`}:{" "}
        {partName(part, face.classes)}
      </h3>
      {hasPicture && <Picture part={part} sample={sample} />}
      {shape && hasPicture && <p>{placeName(part, shape, data)}</p>}
      {probe && <ExactNumber name={numberName(part)} probe={probe} />}
    </div>
  );
}

function partName({ look, index }: HoveredPart, names: readonly string[]): string {
  switch (look) {
    case "units":
    case "cells":
      return `unit ${index + 1}`;
    case "maps":
      return `feature map ${index + 1}`;
    case "filters":
      return `feature map ${index + 1}`;
    case "filter":
      return `filter ${index + 1}`;
    case "bars":
      return names[index] ?? `class ${index + 1}`;
    case "matrix":
      return "weights";
    case "image":
      return "the shown sample";
    case "none":
      return "";
  }
}

function numberName({ look }: HoveredPart): string {
  return look === "matrix" || look === "filter" ? "w =" : "value";
}

/** Rows and columns of the tensor that is enlarged. */
interface PartShape {
  readonly rows: number;
  readonly columns: number;
}

/** The cell under the pointer. */
function cellOf({ across, down }: HoveredPart, { rows, columns }: PartShape) {
  return {
    row: Math.min(rows - 1, Math.floor(down * rows)),
    column: Math.min(columns - 1, Math.floor(across * columns)),
  };
}

function pointOf(
  { across, down }: HoveredPart,
  plane: readonly [number, number],
): [number, number] {
  const [low, high] = plane;
  return [low + across * (high - low), high - down * (high - low)];
}

function planeOf(data: DataInfo | null): readonly [number, number] | null {
  const plane = data?.plane;
  return plane ? [Number(plane[0]), Number(plane[1])] : null;
}

function placeName(part: HoveredPart, shape: PartShape, data: DataInfo | null): string {
  const plane = planeOf(data);
  if (part.look === "units" && plane) {
    const [x1, x2] = pointOf(part, plane).map((value) => value.toFixed(2).replace("-", "−"));
    return `at x₁ = ${x1}, x₂ = ${x2}`;
  }
  const { row, column } = cellOf(part, shape);
  if (part.look === "matrix") return `from input ${column + 1} to unit ${row + 1}`;
  return `row ${row + 1}, column ${column + 1}`;
}

/** The question whose answer is the number under the pointer. */
function exactProbe(
  part: HoveredPart,
  shape: PartShape,
  data: DataInfo | null,
  { index: sample, of }: ShownSample,
): ProbeJson | null {
  const { row, column } = cellOf(part, shape);
  const plane = planeOf(data);
  const node = part.last;
  switch (part.look) {
    case "units":
      return (
        plane && { type: "unit_value", node, index: [part.index], point: pointOf(part, plane) }
      );
    case "cells":
      return { type: "unit_value", node, index: [part.index], sample, of };
    case "image":
    case "maps":
    case "filters":
      return { type: "unit_value", node, index: [part.index, row, column], sample, of };
    case "matrix":
      return { type: "weight_value", node: part.card, param: "weight", index: [row, column] };
    case "filter":
      return {
        type: "weight_value",
        node: part.card,
        param: "weight",
        index: [part.index, 0, row, column],
      };
    case "bars":
    case "none":
      return null;
  }
}

/** The tensor a part is of, and which slice; a matrix is one slice of its own. */
function tensorOf(
  frame: Frame | undefined,
  part: HoveredPart,
): { tensor: Tensor; at: number } | null {
  const isMatrix = part.look === "matrix";
  const reading: Reading | undefined = readingOf(
    frame,
    part.look === "filter" ? part.card : part.last,
  );
  const tensor = isMatrix ? weightsOf(frame, part.card) : reading?.tensors["values"];
  // Of a filter for many input channels, the one for the first is shown.
  const inputs = part.look === "filter" ? Number(reading?.facts["shown_in"] ?? 1) : 1;
  return tensor ? { tensor, at: isMatrix ? 0 : part.index * inputs } : null;
}

function probeOf(part: HoveredPart, sample: ShownSample): ProbeJson | undefined {
  const isFilter = part.look === "filter";
  return probesOf(isFilter ? "filters" : part.look, sample)[isFilter ? 1 : 0];
}

/** Follows the size of what is enlarged; it hardly ever changes, so it renders only then. */
function useShape(part: HoveredPart, sample: ShownSample): PartShape | null {
  const [shape, setShape] = useState<PartShape | null>(null);
  const { look, card, last } = part;
  useEffect(() => {
    const probe = probeOf({ look } as HoveredPart, sample);
    if (!probe) return;
    return watchFrame(probe, ({ frame }) => {
      const found = tensorOf(frame, { look, card, last, index: 0 } as HoveredPart);
      const [first = 1, second = 1, third = 1] = found?.tensor.shape ?? [];
      const [rows, columns] = look === "matrix" ? [first, second] : [second, third];
      setShape((old) =>
        !found ? null : old?.rows === rows && old.columns === columns ? old : { rows, columns },
      );
    });
  }, [card, last, look, sample]);
  return shape;
}

/** The part itself, large, following its probe without rendering again; a cross marks the pointer. */
function Picture({ part, sample }: { part: HoveredPart; sample: ShownSample }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const newest = useRef(part);
  const mode = useColourMode();
  const request = useRef<() => void>(() => undefined);
  const { look, card, last, index } = part;
  useEffect(() => {
    newest.current = part;
    request.current();
  }, [part]);
  useEffect(() => {
    const at = canvas.current;
    const probe = probeOf({ look } as HoveredPart, sample);
    if (!at || !probe) return;
    let [coarse, fine]: (Frame | undefined)[] = [];
    request.current = () =>
      drawNextFrame(at, () => paint(at, fine ?? coarse, newest.current, mode));
    const leave = watchFrame(probe, ({ frame }) => {
      coarse = frame;
      request.current();
    });
    // What the card shows stands in until the finer picture was measured.
    const leaveFine = watchFrame(look === "units" ? FINE_UNIT_MAPS : probe, ({ frame }) => {
      fine = frame;
      request.current();
    });
    return () => {
      leave();
      leaveFine();
      cancelDrawing(at);
    };
  }, [card, index, last, look, mode, sample]);
  return (
    <canvas ref={canvas} width={SIDE * 2} height={SIDE * 2} style={{ width: SIDE, height: SIDE }} />
  );
}

function paint(
  canvas: HTMLCanvasElement,
  frame: Frame | undefined,
  part: HoveredPart,
  mode: "light" | "dark",
): void {
  const context = canvas.getContext("2d");
  const found = tensorOf(frame, part);
  if (!context || !found) return;
  const { tensor, at } = found;
  context.setTransform(2, 0, 0, 2, 0, 0);
  context.clearRect(0, 0, SIDE, SIDE);
  const isMatrix = part.look === "matrix";
  const [first = 1, second = 1, third = 1] = tensor.shape;
  const [height, width] = isMatrix ? [first, second] : [second, third];
  const values = isMatrix ? sliceAll(tensor) : sliceOf(tensor, at);
  const rect = { x: 0, y: 0, width: SIDE, height: SIDE };
  const images = { count: 1, width, height };
  drawImages(
    context,
    images,
    [rect],
    values,
    shadeOf(tensor, at, part),
    mode,
    part.look === "units",
  );
  context.strokeStyle = css(INK[mode], 0.55);
  context.lineWidth = 1;
  context.strokeRect(...cellRect(part, height, width));
}

function sliceAll(tensor: Tensor) {
  return sliceOf({ ...tensor, shape: [1, ...tensor.shape] }, 0);
}

function shadeOf(tensor: Tensor, at: number, { look }: HoveredPart): Shade {
  const unit = unitOf(tensor, look === "matrix" ? 0 : at);
  const bound =
    look === "matrix"
      ? boundOf({ ...tensor, shape: [1, ...tensor.shape] }, 0)
      : boundOf(tensor, at);
  if (look === "image") return { scale: "ink", low: 0, high: bound || 1, unit };
  const isSigned =
    look === "units" || look === "matrix" || look === "filter" || hasNegative(tensor);
  return isSigned ? signed(bound, unit) : { scale: "features", low: 0, high: bound || 1, unit };
}

/** The frame around the number under the pointer; on a plane a small square around the point. */
function cellRect(
  part: HoveredPart,
  rows: number,
  columns: number,
): [number, number, number, number] {
  if (part.look === "units") return [part.across * SIDE - 4, part.down * SIDE - 4, 8, 8];
  const { row, column } = cellOf(part, { rows, columns });
  return [(column / columns) * SIDE, (row / rows) * SIDE, SIDE / columns, SIDE / rows];
}

/** Right of what is enlarged, or left of it where the screen ends; never below the screen. */
function placeBeside(part: DOMRect, hasPicture: boolean): CSSProperties {
  const isRoom = part.right + SIDE + 60 < window.innerWidth;
  const lowest = window.innerHeight - (hasPicture ? SIDE + 110 : 80);
  return {
    left: isRoom ? part.right + 12 : part.left - 12,
    top: Math.max(8, Math.min(part.top - 30, lowest)),
    transform: isRoom ? undefined : "translateX(-100%)",
  };
}
