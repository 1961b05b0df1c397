/** What is under the pointer on a card or a wire, enlarged, with its exact number and the step it is of. */
import { useEffect, useRef, useState, type CSSProperties } from "react";

import { ofKind, tokensOf, valuesOf, type Frame } from "../../api/reading";
import type { DataInfo, ProbeJson } from "../../api/types";
import { css, INK } from "../../components/colours";
import { drawImages } from "../../components/drawImages";
import { cancelDrawing, drawNextFrame } from "../../components/frame";
import { useColourMode } from "../../components/useColourMode";
import { useReport } from "../../store/check";
import { sampleFields, usePreferences, type ShownSample } from "../../store/preferences";
import { watchFrame } from "../../store/readings";
import classes from "./Enlargement.module.css";
import { guessesOf, seen } from "../cards/chips";
import { ExactNumber } from "./ExactNumber";
import { FINE_UNIT_MAPS, probesOf, readingOf } from "../cards/measured";
import { gateLetter, pieceOf, type Piece } from "../cards/pieces";
import { useEditor, type HoveredPart, type HoveredWeight } from "../scene/state";
import { useScene } from "../scene/useScene";
import { exactText } from "../scene/words";

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

/** Kinds that are enlarged by words alone. */
const WORDS_ONLY: ReadonlySet<HoveredPart["look"]> = new Set([
  "bars",
  "cells",
  "tokens",
  "expected",
  "hidden",
  "scatter",
]);

/** Kinds whose number is read from the picture. */
const IN_PICTURE: ReadonlySet<HoveredPart["look"]> = new Set([
  "states",
  "attention",
  "encoding",
  "generated",
]);

function EnlargedPart({ part }: { part: HoveredPart }) {
  const { faces, drawing } = useScene();
  const data = useReport()?.data ?? null;
  const sample = usePreferences((preferences) => preferences.sample);
  const face = faces.get(drawing.cardOf.get(part.card) ?? part.card);
  const facts = useFacts(part, sample);
  if (!face) return null;
  const hasPicture = !WORDS_ONLY.has(part.look);
  const probe = facts && exactProbe(part, facts, sample);
  const isFirst = part.look === "filter" || part.look === "matrix";
  const title = face.titles[isFirst ? 0 : face.titles.length - 1] ?? "";
  return (
    <div className={classes["enlarged"]} style={placeBeside(part.box, hasPicture)} role="tooltip">
      <h3>
        {face.titles[0] === title ? title : `${face.titles[0]} · ${title}`}:{" "}
        {partName(part, face.names, facts)}
      </h3>
      {hasPicture && <Picture part={part} sample={sample} />}
      {facts && hasPicture && <p>{placeName(part, facts, data)}</p>}
      {probe && <ExactNumber name={numberName(part)} probe={probe} />}
      {!probe && facts && hasPicture && <p>{numberText(part, facts)}</p>}
    </div>
  );
}

/** What is known of the enlarged tile; it hardly ever changes as a whole. */
interface Facts {
  readonly rows: number;
  readonly columns: number;
  /** Of gates and states. */
  readonly names: readonly string[];
  /** What each step of the sample is, where it is tokens. */
  readonly tokens: readonly string[];
  /** In words, for kinds without a picture. */
  readonly said: string;
  /** The ends of the plane. */
  readonly plane: readonly [number, number] | null;
  /** The number under the pointer as the picture has it, where it is not asked for exactly. */
  readonly value: number | null;
}

function partName({ look, index }: HoveredPart, names: readonly string[], facts: Facts | null) {
  switch (look) {
    case "units":
    case "cells":
      return `unit ${index + 1}`;
    case "maps":
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
    case "sequence":
      return "numbers over time";
    case "encoding":
      return "what is added at each position";
    case "states":
      return facts?.names[index] ?? "";
    case "attention":
      return `head ${index + 1}`;
    case "generated":
      return `generated sample ${index + 1}`;
    case "tokens":
      return `step ${index + 1}${facts?.said ?? ""}`;
    case "expected":
    case "hidden":
      return `place ${index + 1}${facts?.said ?? ""}`;
    case "scatter":
      return "real and generated points";
    case "none":
      return "";
  }
}

function numberName({ look }: HoveredPart): string {
  return look === "matrix" || look === "filter" ? "w =" : "value";
}

/** The number as the picture has it, with no more digits than that is true to. */
function numberText({ look }: HoveredPart, { value }: Facts): string {
  if (value === null || !Number.isFinite(value)) return "";
  if (look === "attention") return `looks there with ${(100 * value).toFixed(1)} %`;
  if (look === "encoding") return `value ${exactText(value)}`;
  return `value about ${value.toFixed(2).replace("-", "−")}`;
}

/** The cell under the pointer. */
function cellOf(
  { across, down }: Pick<HoveredPart, "across" | "down">,
  { rows, columns }: Pick<Facts, "rows" | "columns">,
) {
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

function placeName(part: HoveredPart, facts: Facts, data: DataInfo | null): string {
  if (part.look === "units" && facts.plane) {
    const [x1, x2] = pointOf(part, facts.plane).map((at) => at.toFixed(2).replace("-", "−"));
    const name = Number(data?.plane?.[1]) === facts.plane[1] ? "x" : "z";
    return `at ${name}₁ = ${x1}, ${name}₂ = ${x2}`;
  }
  const { row, column } = cellOf(part, facts);
  const step = (at: number) => {
    const token = facts.tokens[at];
    return token === undefined ? `step ${at + 1}` : `step ${at + 1} (${seen(token)})`;
  };
  switch (part.look) {
    case "matrix":
      return `from input ${column + 1} to unit ${row + 1}`;
    case "sequence":
    case "states":
      return `${step(column)}, unit ${row + 1}`;
    case "encoding":
      return `position ${column + 1}, feature ${row + 1}`;
    case "attention":
      return `from ${step(row)} to ${step(column)}; a click works out step ${row + 1}`;
    default:
      return `row ${row + 1}, column ${column + 1}`;
  }
}

/** The question whose answer is the number under the pointer; null where the picture itself is the answer. */
function exactProbe(part: HoveredPart, facts: Facts, shown: ShownSample): ProbeJson | null {
  const { row, column } = cellOf(part, facts);
  const node = part.last;
  const sample = sampleFields(shown);
  switch (part.look) {
    case "units":
      return (
        facts.plane && {
          type: "unit_value",
          node,
          index: [part.index],
          point: pointOf(part, facts.plane),
        }
      );
    case "cells":
      return { type: "unit_value", node, index: [part.index], ...sample };
    case "image":
    case "maps":
    case "filters":
      return { type: "unit_value", node, index: [part.index, row, column], ...sample };
    case "sequence":
      return { type: "unit_value", node, index: [column, row], ...sample };
    case "matrix":
      return { type: "weight_value", node: part.card, param: "weight", index: [row, column] };
    case "filter":
      return {
        type: "weight_value",
        node: part.card,
        param: "weight",
        index: [part.index, 0, row, column],
      };
    default:
      return null;
  }
}

function probeOf(part: Pick<HoveredPart, "look" | "card">, sample: ShownSample) {
  const isFilter = part.look === "filter";
  const kind = part.look === "filter" ? "filters" : part.look;
  return probesOf(kind, sample, part)[isFilter ? 1 : 0];
}

/** Follows what is known of the tile under the pointer, rendering only when that changes. */
function useFacts(part: HoveredPart, sample: ShownSample): Facts | null {
  const [facts, setFacts] = useState<Facts | null>(null);
  const { look, card, last, index, across, down } = part;
  const vocab = useReport()?.data?.vocab;
  useEffect(() => {
    const probe = probeOf({ look, card }, sample);
    if (!probe) return;
    return watchFrame(probe, ({ frame }) => {
      const found = factsIn(frame, { look, card, last, index, across, down }, vocab ?? []);
      setFacts((old) => (JSON.stringify(old) === JSON.stringify(found) ? old : found));
    });
  }, [across, card, down, index, last, look, sample, vocab]);
  return facts;
}

function factsIn(
  frame: Frame | undefined,
  part: Omit<HoveredPart, "box">,
  vocab: readonly string[],
): Facts | null {
  if (!frame) return null;
  const piece = pieceOf(part.look, frame, part, part.index);
  const own = frame.readings.find(({ path }) => path.split(".")[0] === part.card);
  const { rows = 1, columns = 1 } = piece ?? {};
  const { row, column } = cellOf(part, { rows, columns });
  const plane = ofKind(readingOf(frame, part.last), "field2d")?.facts;
  return {
    rows,
    columns,
    names: (ofKind(own, "states")?.facts.names ?? []).map((name) => `${gateLetter(name)}, ${name}`),
    tokens: (own && tokensOf(own)) ?? [],
    said: saidOf(frame, part, vocab),
    plane: plane ? [plane.low, plane.high] : null,
    value:
      piece && IN_PICTURE.has(part.look)
        ? Number(piece.values[row * columns + column]) * (piece.shade.unit ?? 1)
        : null,
  };
}

/** What stands at a place of a text, and what the network finds likeliest there. */
function saidOf(
  frame: Frame,
  { look, last, index }: Omit<HoveredPart, "box">,
  vocab: readonly string[],
): string {
  if (look === "tokens") {
    const number = valuesOf(readingOf(frame, last))?.data[index];
    const token = number === undefined ? undefined : vocab[Number(number)];
    return token === undefined ? "" : ` is “${seen(token)}”`;
  }
  if (look !== "expected" && look !== "hidden") return "";
  const guess = guessesOf(frame.readings[0])[index];
  if (!guess) return "";
  if (guess.probability === null) return ` is “${seen(guess.token)}”; nothing is asked here`;
  const right = guess.truth === null ? "" : `, truly “${seen(guess.truth)}”`;
  return `: “${seen(guess.token)}” with ${(100 * guess.probability).toFixed(1)} %${right}`;
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
    const probe = probeOf({ look, card }, sample);
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
  const piece = pieceOf(part.look, frame, part, part.index);
  if (!context || !piece) return;
  context.setTransform(2, 0, 0, 2, 0, 0);
  context.clearRect(0, 0, SIDE, SIDE);
  const rect = { x: 0, y: 0, width: SIDE, height: SIDE };
  const images = { count: 1, width: piece.columns, height: piece.rows };
  drawImages(context, images, [rect], piece.values, piece.shade, mode, part.look === "units");
  context.strokeStyle = css(INK[mode], 0.55);
  context.lineWidth = 1;
  context.strokeRect(...cellRect(part, piece));
}

/** The frame around the number under the pointer; on a plane a small square around the point. */
function cellRect(part: HoveredPart, piece: Piece): [number, number, number, number] {
  if (part.look === "units") return [part.across * SIDE - 4, part.down * SIDE - 4, 8, 8];
  const { rows, columns } = piece;
  const { row, column } = cellOf(part, piece);
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
