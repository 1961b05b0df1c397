/** A coloured area with a name behind the cards of each network, for a generator and a discriminator in one drawing. */
import { ViewportPortal } from "@xyflow/react";

import classes from "./NetworkFrames.module.css";
import type { NetworkName } from "../scene/networks";
import type { Box } from "../scene/rows";
import type { Scene } from "../scene/scene";

export interface NetworkFramesProps {
  readonly scene: Scene;
  readonly boxes: ReadonlyMap<string, Box>;
}

/** The distance between the edge of a frame and its cards, in canvas pixels. */
const AWAY = 12;
const NAMES: readonly NetworkName[] = ["generator", "discriminator"];

export function NetworkFrames({ scene, boxes }: NetworkFramesProps) {
  const frames = NAMES.map((name) => ({ name, ...frameOf(name, scene, boxes) }));
  if (frames.every(({ cards }) => cards.length === 0)) return null;
  return (
    <ViewportPortal>
      <svg className={classes["frames"]} aria-hidden>
        {frames.map(({ name, cards, ribbons }) => (
          <g key={name} data-network={name}>
            <g opacity={0.13}>
              {cards.map(({ left, top, right, bottom }) => (
                <rect
                  key={`${left} ${top}`}
                  x={left - AWAY}
                  y={top - AWAY}
                  width={right - left + 2 * AWAY}
                  height={bottom - top + 2 * AWAY}
                  rx={AWAY + 4}
                />
              ))}
              {ribbons.map((points) => (
                <polygon key={points} points={points} />
              ))}
            </g>
            <Name name={name} cards={cards} />
          </g>
        ))}
      </svg>
    </ViewportPortal>
  );
}

/** The name of a network, above its first card. */
function Name({ name, cards }: { name: NetworkName; cards: readonly Box[] }) {
  const top = Math.min(...cards.map((box) => box.top));
  const inFirstRow = cards.filter((box) => box.top < top + 160);
  const [first] = [...inFirstRow].sort((a, b) => a.left - b.left);
  if (!first) return null;
  return (
    <text x={first.left} y={first.top - AWAY - 5}>
      {name}
    </text>
  );
}

interface Frame {
  readonly cards: readonly Box[];
  /** The areas between two wired cards, each as the corners of a polygon. */
  readonly ribbons: readonly string[];
}

function frameOf(
  name: NetworkName,
  { drawing, faces }: Scene,
  boxes: ReadonlyMap<string, Box>,
): Frame {
  const isIn = (card: string) => faces.get(card)?.network === name;
  const cards = drawing.cards.flatMap(({ id }) => {
    const box = isIn(id) ? boxes.get(id) : undefined;
    return box ? [box] : [];
  });
  const ribbons = drawing.wires.flatMap(({ source, target }) => {
    const [from, to] = [boxes.get(source), boxes.get(target)];
    if (!from || !to || !isIn(source) || !isIn(target) || to.left < from.right) return [];
    return [
      [
        [from.right, from.top - AWAY],
        [to.left, to.top - AWAY],
        [to.left, to.bottom + AWAY],
        [from.right, from.bottom + AWAY],
      ].join(" "),
    ];
  });
  return { cards, ribbons };
}
