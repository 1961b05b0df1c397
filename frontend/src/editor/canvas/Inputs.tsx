/** The input handles of a card, one below the other. Their names are shown if they have names and there is room. */
import { Handle, Position } from "@xyflow/react";
import type { CSSProperties } from "react";

import { columnGap } from "../scene/layout";
import { textWidth } from "../scene/textWidth";
import { useHasRoom } from "../scene/useDetail";
import { useScene } from "../scene/useScene";
import classes from "./NodeCard.module.css";

export interface InputsProps {
  readonly count: number;
  readonly names: readonly string[];
  /** The height of the card, in canvas pixels. */
  readonly height: number;
}

export function Inputs({ count, names, height }: InputsProps) {
  return Array.from({ length: count }, (_, at) => (
    <Handle
      key={at}
      id={String(at)}
      type="target"
      position={Position.Left}
      style={
        {
          top: `${(100 * (at + 1)) / (count + 1)}%`,
          "--pitch": `${height / (count + 1)}px`,
        } as CSSProperties
      }
    >
      {names[at] !== undefined && <Name name={names[at]} pitch={height / (count + 1)} />}
    </Handle>
  ));
}

/** The space between a name, its handle and the card before, in canvas pixels. */
const AWAY = 16;

function Name({ name, pitch }: { name: string; pitch: number }) {
  const gap = columnGap(useScene()) - AWAY;
  const isWideEnough = useHasRoom(textWidth(name), gap);
  const isHighEnough = useHasRoom(1.1, pitch);
  return isWideEnough && isHighEnough && <span className={classes["number"]}>{name}</span>;
}
