/** Draws the picture of one card onto its canvas. Knows no React; called at most once a frame. */
import { ofKind, valuesOf, type Frame, type Reading, type Tensor } from "../../api/reading";
import { largestMagnitude, signed, stickyMax, type Shade } from "../../components/colourScale";
import {
  classColour,
  css,
  DIM,
  INK,
  PAPER,
  PRIMARY,
  SURFACES,
  type ColourMode,
} from "../../components/colours";
import { drawImages } from "../../components/drawImages";
import type { Rect } from "../../components/tiles";
import { paintAnswers, paintTokens } from "./chips";
import type { Look } from "./look";
import { readingOf, weightsOf } from "./measured";
import { gateLetter, pieceOf, type Piece } from "./pieces";
import { GATE_NAME } from "./sequenceLook";
import { boundOf, hasNegative, pixelsOf, sliceOf, unitOf, usualBound, valueOf } from "./tensors";

/** What a card remembers between two drawings, so that its colours do not flicker. */
export interface Memory {
  max: number;
  isSigned: boolean;
}

export interface CardScene {
  readonly look: Look;
  /** The card's first node, and the last, whose numbers are shown. */
  readonly card: string;
  readonly last: string;
  readonly isInput: boolean;
  /** Names of the bars, or of the tokens there are. */
  readonly names: readonly string[];
  /** The newest frame of each of the look's probes, in the order of `probesOf`. */
  readonly frames: readonly (Frame | undefined)[];
  readonly mode: ColourMode;
  readonly memory: Memory;
}

type Context = CanvasRenderingContext2D;

/** Draws all of it on a cleared context whose unit is the CSS pixel. */
export function paintCard(context: Context, scene: CardScene): void {
  const [main, second] = scene.frames;
  const values = valuesOf(readingOf(main, scene.last));
  switch (scene.look.kind) {
    case "units":
    case "maps":
    case "image":
      return paintImages(context, scene, values, scene.look.tiles);
    case "filters":
      paintImages(context, scene, values, scene.look.tiles);
      return paintFilters(context, scene, readingOf(second, scene.card));
    case "cells":
      return paintCells(context, scene, values);
    case "matrix":
      return paintMatrix(context, scene, weightsOf(main, scene.card));
    case "bars":
      return paintBars(context, scene, valuesOf(main?.readings[0]));
    case "tokens":
      return paintTokens(context, scene, values);
    case "expected":
    case "hidden":
      return paintAnswers(context, scene, main?.readings[0]);
    case "states":
      nameGates(context, scene, main?.readings[0]);
      return paintPieces(context, scene);
    case "sequence":
    case "encoding":
    case "attention":
    case "generated":
      return paintPieces(context, scene);
    case "scatter":
      return paintScatter(context, scene, main?.readings[0]);
    case "none":
      return;
  }
}

/** Tiles of their own shape each, all of a picture to one bound; gates and states have their own. */
function paintPieces(context: Context, scene: CardScene): void {
  const { look, mode, memory } = scene;
  const pieces = look.tiles.map((_, at) => pieceOf(look.kind, scene.frames[0], scene, at));
  const isOneBound = look.kind !== "states";
  if (isOneBound) memory.max = stickyMax(memory.max, Math.max(...pieces.map(largest)));
  const missing = look.tiles.filter((_, at) => !pieces[at]);
  if (missing.length > 0) blank(context, missing, mode);
  look.tiles.forEach((tile, at) => {
    const piece = pieces[at];
    if (!piece) return;
    const { values, shade, rows: height, columns: width } = piece;
    const own = isOneBound && memory.max > 0 ? bounded(shade, memory.max) : shade;
    drawImages(context, { count: 1, width, height }, [tile], values, own, mode);
    rim(context, [tile], 1, mode);
  });
}

function largest(piece: Piece | null): number {
  return piece ? largestMagnitude(piece.values, piece.shade.unit) : 0;
}

/** The same colours for numbers up to `max`. */
function bounded(shade: Shade, max: number): Shade {
  return { ...shade, low: shade.scale === "diverging" ? -max : 0, high: max };
}

/** The letter of each gate or state at the left of its picture. */
function nameGates(context: Context, { look, mode }: CardScene, reading: Reading | undefined) {
  const names = ofKind(reading, "states")?.facts.names;
  if (!names) return;
  context.fillStyle = css(DIM[mode]);
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "start";
  context.textBaseline = "middle";
  look.tiles.forEach(({ x, y, height }, at) =>
    context.fillText(gateLetter(names[at]), x - GATE_NAME + 2, y + height / 2),
  );
}

/** Real and generated points, as small dots. */
function paintScatter(context: Context, { look, mode }: CardScene, reading: Reading | undefined) {
  const [tile] = look.tiles;
  if (!tile) return;
  blank(context, look.tiles, mode);
  const plane = ofKind(reading, "scatter");
  const low = plane?.facts.low ?? 0;
  const span = (plane?.facts.high ?? 0) - low;
  if (!plane || !(span > 0)) return;
  const { points, group } = plane.tensors;
  clipped(context, look.tiles, 4, () => {
    for (let at = 0; at < group.data.length; at += 1) {
      const [x1, x2] = [valueOf(points, 2 * at), valueOf(points, 2 * at + 1)];
      context.fillStyle = css(classColour(valueOf(group, at)), 0.8);
      const x = tile.x + ((x1 - low) / span) * tile.width;
      const y = tile.y + (1 - (x2 - low) / span) * tile.height;
      context.fillRect(x - 0.75, y - 0.75, 1.5, 1.5);
    }
  });
}

/** Maps and pictures, one a tile. A reading of another number of units is of another drawing: nothing is drawn. */
function paintImages(
  context: Context,
  scene: CardScene,
  tensor: Tensor | undefined,
  tiles: readonly Rect[],
): void {
  const [count = 0, height = 0, width = 0] = tensor?.shape ?? [];
  if (!tensor || !isShown(count, scene.look)) return blank(context, tiles, scene.mode);
  const shown = Math.min(count, tiles.length);
  const isPlane = scene.look.kind === "units";
  clipped(context, tiles, isPlane ? 4 : 2, () =>
    drawImages(
      context,
      { count: shown, width, height },
      tiles,
      pixelsOf(tensor),
      shadesOf(scene, tensor, shown),
      scene.mode,
      isPlane,
    ),
  );
  rim(context, tiles.slice(0, shown), isPlane ? 4 : 2, scene.mode);
}

function isShown(count: number, look: Look): boolean {
  return count > 0 && (count === look.total || (count < look.total && count >= look.tiles.length));
}

/**
 * The input's features are each drawn to their own bound, as they have nothing to do with one another; all units of
 * another layer share one, so that a weak unit looks weak.
 */
function shadesOf(scene: CardScene, tensor: Tensor, count: number): Shade | Shade[] {
  const { kind } = scene.look;
  if (kind === "image") return inkShade(tensor);
  const bound = kind === "units" && !scene.isInput ? usualBound : boundOf;
  const bounds = Array.from({ length: count }, (_, at) => bound(tensor, at));
  if (scene.isInput) return bounds.map((own, at) => signed(own, unitOf(tensor, at)));
  scene.memory.max = stickyMax(scene.memory.max, Math.max(...bounds));
  if (kind !== "units") scene.memory.isSigned ||= hasNegative(tensor);
  const max = scene.memory.max;
  return bounds.map((_, at) =>
    kind === "units" || scene.memory.isSigned
      ? signed(max, unitOf(tensor, at))
      : { scale: "features", low: 0, high: max || 1, unit: unitOf(tensor, at) },
  );
}

function inkShade(tensor: Tensor): Shade {
  let low = Infinity;
  let high = -Infinity;
  for (const value of pixelsOf(tensor)) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const unit = unitOf(tensor, 0);
  return { scale: "ink", low: low * unit, high: high * unit, unit };
}

/** The filters that look at the first input channel, one for each feature map. */
function paintFilters(context: Context, scene: CardScene, reading: Reading | undefined): void {
  const tensor = valuesOf(reading);
  const [count = 0, height = 0, width = 0] = tensor?.shape ?? [];
  const { filters } = scene.look;
  const inputs = ofKind(reading, "image")?.facts.shown_in ?? 1;
  if (!tensor || count < inputs * filters.length) return blank(context, filters, scene.mode);
  const max = largestMagnitude(pixelsOf(tensor), unitOf(tensor));
  filters.forEach((rect, at) =>
    drawImages(
      context,
      { count: 1, width, height },
      [rect],
      sliceOf(tensor, at * inputs),
      signed(max, unitOf(tensor, at * inputs)),
      scene.mode,
    ),
  );
  rim(context, filters, 1, scene.mode);
}

/** One square a unit, coloured by its number for the shown sample. */
function paintCells(context: Context, scene: CardScene, tensor: Tensor | undefined): void {
  const { tiles, total } = scene.look;
  const count = tensor?.data.length ?? 0;
  if (!tensor || (count !== total && count !== tiles.length)) {
    return blank(context, tiles, scene.mode);
  }
  const values = pixelsOf(tensor);
  scene.memory.max = stickyMax(scene.memory.max, largestMagnitude(values, unitOf(tensor, 0)));
  const shade = signed(scene.memory.max, unitOf(tensor, 0));
  const radius = (tiles[0]?.width ?? 0) > 12 ? 4 : 0;
  clipped(context, tiles, radius, () =>
    drawImages(
      context,
      { count: tiles.length, width: 1, height: 1 },
      tiles,
      values,
      shade,
      scene.mode,
    ),
  );
  if (radius) rim(context, tiles, radius, scene.mode);
}

function paintMatrix(context: Context, scene: CardScene, tensor: Tensor | undefined): void {
  const [rows = 0, columns = 0] = tensor?.shape ?? [];
  const { tiles } = scene.look;
  if (!tensor || rows < 1 || columns < 1) return blank(context, tiles, scene.mode);
  const values = pixelsOf(tensor);
  const unit = unitOf(tensor, 0);
  scene.memory.max = stickyMax(scene.memory.max, largestMagnitude(values, unit));
  const images = { count: 1, width: columns, height: rows };
  drawImages(context, images, tiles, values, signed(scene.memory.max, unit), scene.mode);
  rim(context, tiles, 1, scene.mode);
}

/** One bar a class: how sure the network is of each for the shown sample. */
function paintBars(context: Context, scene: CardScene, tensor: Tensor | undefined): void {
  const { look, names, mode } = scene;
  const values = tensor?.data.length === look.total ? pixelsOf(tensor) : null;
  const isLong = names.some((name) => name.length > 2);
  const indent = isLong ? 44 : 16;
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "start";
  context.textBaseline = "middle";
  look.tiles.forEach((tile, at) => {
    const middle = tile.y + tile.height / 2;
    context.fillStyle = css(DIM[mode]);
    context.fillText(fitted(context, names[at] ?? String(at), indent - 4), 0, middle + 0.5);
    bar(context, indent, middle - 4, tile.width - indent, SURFACES[mode]["track"] ?? "");
    const share = tensor && values ? Math.min(1, (values[at] ?? 0) * unitOf(tensor)) : 0;
    if (share > 0) {
      bar(
        context,
        indent,
        middle - 4,
        Math.max(1.5, (tile.width - indent) * share),
        css(PRIMARY[mode]),
      );
    }
  });
}

function bar(context: Context, x: number, y: number, width: number, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(x, y, width, 8, Math.min(3, width / 2));
  context.fill();
}

function fitted(context: Context, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = text.length - 1;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) length -= 1;
  return `${text.slice(0, length)}…`;
}

/** Empty frames: nothing was measured here yet. */
function blank(context: Context, tiles: readonly Rect[], mode: ColourMode): void {
  const radius = (tiles[0]?.width ?? 0) > 12 ? 4 : 0;
  context.fillStyle = css(PAPER[mode]);
  outline(context, tiles, radius);
  context.fill();
  rim(context, tiles, radius, mode);
}

function clipped(context: Context, tiles: readonly Rect[], radius: number, draw: () => void): void {
  if (radius === 0) return draw();
  context.save();
  outline(context, tiles, radius);
  context.clip();
  draw();
  context.restore();
}

function rim(context: Context, tiles: readonly Rect[], radius: number, mode: ColourMode): void {
  context.strokeStyle = css(INK[mode], 0.14);
  context.lineWidth = 1;
  outline(context, tiles, radius);
  context.stroke();
}

function outline(context: Context, tiles: readonly Rect[], radius: number): void {
  context.beginPath();
  for (const { x, y, width, height } of tiles) {
    context.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, radius);
  }
}
