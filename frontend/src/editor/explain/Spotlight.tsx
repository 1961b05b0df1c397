/** The light on the cards that the caption of the presenting mode names. All else of the drawing is dimmed. */
import { useStore, ViewportPortal, type ReactFlowState } from "@xyflow/react";
import { useCallback } from "react";

import { usePresenting } from "../../store/presenting";
import { boxOfNode, type CardBox } from "../scene/places";
import classes from "./Spotlight.module.css";

/** The distance between a card and its ring, and the dimmed space around all cards, in canvas pixels. */
const GAP = 5;
const AROUND = 2000;

export function Spotlight() {
  const cards = usePresenting((state) => state.named.cards);
  return cards.length > 0 && <Lit cards={cards} />;
}

function Lit({ cards }: { cards: readonly string[] }) {
  const boxes = useStore(
    useCallback((state: ReactFlowState) => boxesOf(state, cards), [cards]),
    (a, b) => JSON.stringify(a) === JSON.stringify(b),
  );
  const isAll = useStore((state) => state.nodeLookup.size <= boxes.length);
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map(({ x }) => x)) - AROUND;
  const top = Math.min(...boxes.map(({ y }) => y)) - AROUND;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + AROUND;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + AROUND;
  return (
    <ViewportPortal>
      {!isAll && (
        <svg
          className={classes["dim"]}
          style={{ transform: `translate(${left}px, ${top}px)` }}
          width={right - left}
          height={bottom - top}
          viewBox={`${left} ${top} ${right - left} ${bottom - top}`}
          aria-hidden
        >
          <path
            fillRule="evenodd"
            d={`M${left} ${top}H${right}V${bottom}H${left}Z${boxes.map(holeOf).join("")}`}
          />
        </svg>
      )}
      {boxes.map((box) => (
        <div
          key={`${box.x} ${box.y}`}
          className={classes["ring"]}
          data-testid="spotlight"
          style={{
            transform: `translate(${box.x - GAP}px, ${box.y - GAP}px)`,
            width: box.width + 2 * GAP,
            height: box.height + 2 * GAP,
          }}
        />
      ))}
    </ViewportPortal>
  );
}

function boxesOf({ nodeLookup }: ReactFlowState, cards: readonly string[]): CardBox[] {
  return cards.flatMap((card) => boxOfNode(nodeLookup.get(card)) ?? []);
}

function holeOf({ x, y, width, height }: CardBox): string {
  return `M${x - GAP} ${y - GAP}h${width + 2 * GAP}v${height + 2 * GAP}h${-width - 2 * GAP}Z`;
}
