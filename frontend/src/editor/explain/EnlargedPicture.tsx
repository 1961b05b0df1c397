/**
 * An enlarged part of a card's picture, with a frame around the number under the pointer. It follows its probes without
 * a React render.
 */
import { useEffect, useRef } from "react";

import type { ProbeJson } from "../../api/types";
import { css, INK, type ColourMode } from "../../components/colours";
import { drawImages } from "../../components/drawImages";
import { cancelDrawing, drawNextFrame } from "../../components/frame";
import { useColourMode } from "../../components/useColourMode";
import { watchFrames } from "../../store/readings";
import { kindOf } from "../cards/kinds";
import type { Frames } from "../cards/picture";
import { cellIn, type Piece } from "../cards/pieces";
import type { HoveredPart } from "../scene/state";

/** The side of the picture in CSS pixels. */
export const SIDE = 184;

export interface EnlargedPictureProps {
  readonly part: HoveredPart;
  readonly probes: readonly ProbeJson[];
}

export function EnlargedPicture({ part, probes }: EnlargedPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const newest = useRef(part);
  const mode = useColourMode();
  const request = useRef<() => void>(() => undefined);
  const { kind } = part;
  useEffect(() => {
    newest.current = part;
    request.current();
  }, [part]);
  useEffect(() => {
    const at = canvas.current;
    if (!at) return;
    let [coarse, fine]: [Frames, Frames] = [[], []];
    // The card's own frames are used until the finer ones are measured.
    const frames = () => coarse.map((frame, which) => fine[which] ?? frame);
    request.current = () => drawNextFrame(at, () => paint(at, frames(), newest.current, mode));
    const leave = watchFrames(probes, (found) => {
      coarse = found;
      request.current();
    });
    const leaveFine = watchFrames(kindOf({ kind }).fineProbes ?? [], (found) => {
      fine = found;
      request.current();
    });
    return () => {
      leave();
      leaveFine();
      cancelDrawing(at);
    };
  }, [kind, mode, probes]);
  return (
    <canvas ref={canvas} width={SIDE * 2} height={SIDE * 2} style={{ width: SIDE, height: SIDE }} />
  );
}

function paint(
  canvas: HTMLCanvasElement,
  frames: Frames,
  part: HoveredPart,
  mode: ColourMode,
): void {
  const context = canvas.getContext("2d");
  const piece = kindOf(part).piece?.(frames, part);
  if (!context || !piece) return;
  context.setTransform(2, 0, 0, 2, 0, 0);
  context.clearRect(0, 0, SIDE, SIDE);
  const rect = { x: 0, y: 0, width: SIDE, height: SIDE };
  const images = { count: 1, width: piece.columns, height: piece.rows };
  drawImages(context, images, [rect], piece.values, piece.shade, mode, piece.isSmooth);
  context.strokeStyle = css(INK[mode], 0.55);
  context.lineWidth = 1;
  context.strokeRect(...markOf(part, piece));
}

/** The frame around the number under the pointer; on a plane, a small square around the point. */
function markOf(part: HoveredPart, piece: Piece): [number, number, number, number] {
  if (piece.isSmooth) return [part.across * SIDE - 4, part.down * SIDE - 4, 8, 8];
  const { rows, columns } = piece;
  const { row, column } = cellIn(piece, part);
  return [(column / columns) * SIDE, (row / rows) * SIDE, SIDE / columns, SIDE / rows];
}
