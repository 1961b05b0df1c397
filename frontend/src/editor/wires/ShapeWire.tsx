/**
 * A wire with its shape as a label. If the weights have their own wires, only the label and the clickable area are
 * left.
 */
import {
  BaseEdge,
  EdgeLabelRenderer,
  getBezierPath,
  getSmoothStepPath,
  type Edge,
  type EdgeProps,
} from "@xyflow/react";
import { memo } from "react";

import { useRun } from "../../store/runs";
import classes from "./ShapeWire.module.css";
import { skipWords, wireWords } from "../scene/markWords";
import { aroundPath, STRAIGHT, type Route } from "../scene/route";
import { useEditor } from "../scene/state";
import { textWidth } from "../scene/textWidth";
import { useHasRoom } from "../scene/useDetail";

export interface WireFace extends Record<string, unknown> {
  /** The shape on the wire as text. */
  readonly shape: string;
  /** What a wire around layers is called: `residual`, `skip`; null for other wires. */
  readonly skip: string | null;
  /** Whether its weights are drawn one by one. */
  readonly wired: boolean;
  /** The reason why the wire does not fit; null if it fits. */
  readonly trouble: string | null;
  readonly route: Route;
}

export type WireEdge = Edge<WireFace, "wire">;

/** The width of the clickable area around a wire, in canvas pixels. */
const GRIP = 18;
/** The distance from a card at which a wire turns, in canvas pixels. */
const TURN = 14;
/** The space that a shape leaves free on its wire, in canvas pixels. */
const AWAY = 10;

interface Drawn {
  readonly path: string;
  /** The place of the shape, and the room for it in canvas pixels. */
  readonly x: number;
  readonly y: number;
  readonly room: number;
}

function drawn(props: EdgeProps<WireEdge>, { kind, height }: Route): Drawn {
  const { sourceX, sourceY, targetX, targetY } = props;
  const across = Math.abs(targetX - sourceX) - AWAY;
  if (height === null) {
    const [path, x, y] = getBezierPath({ ...props, curvature: 0.25 });
    return { path, x, y, room: across };
  }
  if (kind === "around") {
    const path = aroundPath({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, height);
    return { path, x: (sourceX + targetX) / 2, y: height, room: across };
  }
  const turns = { centerY: height, offset: TURN, borderRadius: TURN };
  const [path, x] = getSmoothStepPath({ ...props, ...turns });
  return { path, x, y: height, room: Infinity };
}

export const ShapeWire = memo(function ShapeWire(props: EdgeProps<WireEdge>) {
  const { id, data, selected = false } = props;
  const isDropTarget = useEditor(({ drop }) => drop?.kind === "wire" && drop.id === id);
  const running = useRun()?.state === "running";
  const { path, x, y, room } = drawn(props, data?.route ?? STRAIGHT);
  const trouble = data?.trouble ?? null;
  const shape = data?.shape ?? "–";
  const skip = data?.skip ?? null;
  const words = trouble ?? (skip ? `${skipWords(skip)} ${wireWords(shape)}` : wireWords(shape));
  const label = skip && shape !== "–" ? `${skip} · ${shape}` : shape;
  const hasRoom = useHasRoom(textWidth(label), room);
  return (
    <>
      <g data-hint={data?.wired && !selected ? undefined : words}>
        <BaseEdge
          path={path}
          interactionWidth={GRIP}
          className={classes["wire"]}
          data-wired={data?.wired}
          data-selected={selected}
          data-drop={isDropTarget}
          data-trouble={trouble !== null}
          data-flow={running && !data?.wired}
          data-skip={skip !== null}
        />
      </g>
      <EdgeLabelRenderer>
        {hasRoom && (
          <div
            className={classes["shape"]}
            data-hint={data?.wired ? words : undefined}
            data-trouble={trouble !== null}
            data-drop={isDropTarget}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {label}
          </div>
        )}
      </EdgeLabelRenderer>
    </>
  );
});
