/** The plane to paint on, drawn over the network's current output. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";

import { place } from "../../components/axis";
import { classColour } from "../../components/colours";
import { pointIn } from "../../components/pixels";
import { Scatter } from "../../components/Scatter";
import { useFrame } from "../../store/readings";
import { ViewOf } from "../../views/ViewOf";
import { EDGE, type PaintedPoint } from "./painting";
import classes from "./PaintPanel.module.css";
import { OUTPUT_MAP } from "../readings/probes";
import { useRunOutput } from "../shared/runOutput";

const RANGE = [-EDGE, EDGE] as const;
/** How often a held brush paints, in milliseconds. */
const SPRAY_MS = 45;
/** How far an arrow key moves the brush. */
const NUDGE = 0.1;
const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-NUDGE, 0],
  ArrowRight: [NUDGE, 0],
  ArrowUp: [0, NUDGE],
  ArrowDown: [0, -NUDGE],
};

type At = readonly [number, number];

export interface PaintPlaneProps {
  readonly points: readonly PaintedPoint[];
  readonly tool: "paint" | "erase";
  readonly spread: number;
  readonly onPaint: (at: At) => void;
  /** Called when the brush is lifted, which ends a stroke. */
  readonly onLift: () => void;
}

export function PaintPlane({ points, tool, spread, onPaint, onLift }: PaintPlaneProps) {
  const [brush, setBrush] = useState<At | null>(null);
  const paint = useSpray(onPaint, onLift);
  const clouds = useMemo(
    () => [
      {
        points: Float32Array.from(points.flatMap(([x, y]) => [x, y])),
        colourAt: (at: number) => classColour(points[at]?.[2] ?? 0),
        radius: 3,
        rim: "rgb(255 255 255 / 90%)",
      },
    ],
    [points],
  );
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const at = pointIn(event);
    const x = -EDGE + (2 * EDGE * at.x) / Math.max(1, at.width);
    const y = EDGE - (2 * EDGE * at.y) / Math.max(1, at.height);
    setBrush([x, y]);
    return [x, y] as const;
  };
  const nudge = (event: KeyboardEvent) => {
    const [x, y] = brush ?? [0, 0];
    const by = KEYS[event.key];
    if (by) setBrush([clamp(x + by[0]), clamp(y + by[1])]);
    else if (event.key === "Enter") {
      onPaint([x, y]);
      onLift();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // The role `application` takes keys and pointer events, but the linter does not know that.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={classes["plane"]}
      role="application"
      aria-label={`Plane to paint on, ${points.length} points. Arrow keys move the brush, Enter paints.`}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={nudge}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        paint.begin(follow(event));
      }}
      onPointerMove={(event) => paint.move(follow(event))}
      onPointerUp={paint.end}
      onPointerCancel={paint.end}
      onPointerLeave={() => setBrush(null)}
    >
      <Scatter clouds={clouds} x={RANGE} y={RANGE} label={`${points.length} painted points`}>
        <Answers />
      </Scatter>
      {brush && <Brush at={brush} tool={tool} spread={spread} />}
    </div>
  );
}

/** The output of the run on the screen over this plane. An empty background if the run uses another plane. */
function Answers() {
  const output = useRunOutput();
  const isSame = output?.info.plane?.[0] === -EDGE && output.info.plane[1] === EDGE;
  const { frame } = useFrame(isSame ? OUTPUT_MAP : null);
  const [reading] = frame?.readings ?? [];
  if (!reading) return <div className={classes["paper"]} />;
  return <ViewOf reading={reading} label="What the network answers" />;
}

function Brush({ at: [x, y], tool, spread }: { at: At; tool: string; spread: number }) {
  const percent = place(RANGE, 0, 100);
  const size = Math.max(0.06, spread) * 2;
  return (
    <i
      className={classes["brush"]}
      data-tool={tool}
      style={{
        left: `${percent(x)}%`,
        top: `${100 - percent(y)}%`,
        width: `${(100 * size) / (2 * EDGE)}%`,
      }}
    />
  );
}

/** Paints at the position of the brush again and again while it is held down. */
function useSpray(onPaint: (at: At) => void, onLift: () => void) {
  const held = useRef<{ at: At; timer: ReturnType<typeof setInterval> } | null>(null);
  const paint = useRef(onPaint);
  useEffect(() => {
    paint.current = onPaint;
  });
  useEffect(() => () => clearInterval(held.current?.timer), []);
  return {
    begin: (at: At) => {
      clearInterval(held.current?.timer);
      const timer = setInterval(() => held.current && paint.current(held.current.at), SPRAY_MS);
      held.current = { at, timer };
      onLift();
      paint.current(at);
    },
    move: (at: At) => {
      if (held.current) held.current.at = at;
    },
    end: () => {
      if (!held.current) return;
      clearInterval(held.current.timer);
      held.current = null;
      onLift();
    },
  };
}

function clamp(value: number): number {
  return Math.min(EDGE, Math.max(-EDGE, value));
}
