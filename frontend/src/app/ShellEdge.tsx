/**
 * The edge between a panel and the network. Dragging it, or pressing an arrow key on it, changes the size of the panel;
 * dragged to nothing the panel closes, and dragging out or Enter brings it back.
 */
import type { KeyboardEvent, PointerEvent } from "react";

/* eslint-disable jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex --
   A separator that has a value and can be focused is a widget (WAI-ARIA, window splitter). */
import classes from "./Shell.module.css";
import { mostOf, SIZES, type Side } from "./shellLayout";

const NAMES: Readonly<Record<Side, string>> = {
  left: "Width of the palette",
  right: "Width of output and settings",
  bottom: "Height of the strip",
};

/** The arrow keys that make a panel larger and smaller: they move its edge the way they point. */
const KEYS: Readonly<Record<Side, { readonly more: string; readonly less: string }>> = {
  left: { more: "ArrowRight", less: "ArrowLeft" },
  right: { more: "ArrowLeft", less: "ArrowRight" },
  bottom: { more: "ArrowUp", less: "ArrowDown" },
};

export interface ShellEdgeProps {
  readonly side: Side;
  readonly closed: boolean;
  /** Its size while it is open, in rem; a small window may leave it less. */
  readonly size: number;
  /** Asks for a size in rem, in a window of `room` rem; 0 closes the panel. */
  readonly onSize: (size: number, room: number) => void;
  /** Opens or closes the panel. */
  readonly onToggle: () => void;
}

export function ShellEdge({ side, closed, size, onSize, onToggle }: ShellEdgeProps) {
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onSize(sizeAt(side, event), roomFor(side));
  };
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const wanted = sizeAfter(side, event.key, closed ? 0 : sizeNow(side, event.currentTarget));
    if (wanted === null && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    if (wanted === null) onToggle();
    else onSize(wanted, roomFor(side));
  };
  return (
    <div
      className={classes["edge"]}
      data-side={side}
      role="separator"
      aria-label={NAMES[side]}
      aria-orientation={side === "bottom" ? "horizontal" : "vertical"}
      aria-valuemin={0}
      aria-valuemax={Math.round(mostOf(side, roomFor(side)))}
      aria-valuenow={closed ? 0 : Math.round(size)}
      aria-valuetext={closed ? "closed" : undefined}
      title={`${NAMES[side]}: drag, or press the arrow keys`}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={onToggle}
      onKeyDown={press}
    />
  );
}

/** The size of a panel whose edge is at the pointer, in rem. */
function sizeAt(side: Side, { clientX, clientY }: { clientX: number; clientY: number }): number {
  const pixels = {
    left: clientX,
    right: window.innerWidth - clientX,
    bottom: window.innerHeight - clientY,
  };
  return pixels[side] / remInPixels();
}

/** The size of a panel after a key; null if the key means nothing here. From the least size, less closes it. */
function sizeAfter(side: Side, key: string, size: number): number | null {
  const { least, most } = SIZES[side];
  if (key === KEYS[side].more) return Math.max(least, size + 1);
  if (key === KEYS[side].less) return size <= least ? 0 : Math.max(least, size - 1);
  if (key === "Home") return least;
  if (key === "End") return most;
  return null;
}

/** The size of a panel on the screen, in rem, from the place of its edge. */
function sizeNow(side: Side, edge: HTMLElement): number {
  const box = edge.getBoundingClientRect();
  return sizeAt(side, { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 });
}

function roomFor(side: Side): number {
  return (side === "bottom" ? window.innerHeight : window.innerWidth) / remInPixels();
}

function remInPixels(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
