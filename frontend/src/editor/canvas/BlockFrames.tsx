/** A frame with a name and a button around the cards of each block that is not folded. */
import { ViewportPortal } from "@xyflow/react";
import { IconArrowsMinimize } from "@tabler/icons-react";
import type { CSSProperties } from "react";

import { blockTitle, type BlockFrame } from "../scene/blockCards";
import { blockRows } from "../scene/blockRows";
import { setBlockFolded } from "../scene/blockVerbs";
import type { Box } from "../scene/rows";
import type { Scene } from "../scene/scene";
import classes from "./BlockFrames.module.css";

export interface BlockFramesProps {
  readonly scene: Scene;
  readonly boxes: ReadonlyMap<string, Box>;
}

/** The distance between a frame and its cards, and how much further each frame around another one is. */
const AWAY = 10;
const FURTHER = 10;

export function BlockFrames({ scene: { drawing }, boxes }: BlockFramesProps) {
  const { frames } = drawing;
  if (frames.length === 0) return null;
  const deepest = Math.max(...frames.map(({ depth }) => depth));
  return (
    <ViewportPortal>
      {frames.map((frame) => (
        <Frame
          key={frame.at}
          frame={frame}
          boxes={boxes}
          away={AWAY + FURTHER * (deepest - frame.depth)}
        />
      ))}
    </ViewportPortal>
  );
}

interface FrameProps {
  readonly frame: BlockFrame;
  readonly boxes: BlockFramesProps["boxes"];
  readonly away: number;
}

function Frame({ frame, boxes, away }: FrameProps) {
  const around = frame.cards.flatMap((id) => boxes.get(id) ?? []);
  const [first, ...others] = blockRows(around, away);
  if (!first) return null;
  const title = blockTitle(frame);
  return (
    <>
      {others.map((row) => (
        <div key={row.top} className={classes["frame"]} style={placeOf(row)} aria-hidden />
      ))}
      <div
        className={classes["frame"]}
        role="group"
        data-block-frame
        aria-label={`Block ${title}`}
        style={placeOf(first)}
      >
        <button
          type="button"
          className={`nodrag nopan ${classes["name"]}`}
          aria-label={`Fold ${title}`}
          title="Fold it into one card"
          onClick={() => setBlockFolded(frame.at, true)}
        >
          <IconArrowsMinimize size="1.1em" aria-hidden />
          {title}
        </button>
      </div>
    </>
  );
}

function placeOf({ left, top, right, bottom }: Box): CSSProperties {
  return {
    transform: `translate(${left}px, ${top}px)`,
    width: right - left,
    height: bottom - top,
  };
}
