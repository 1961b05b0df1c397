/** Which parts of the screen are open, how large they are, and which tabs are selected. Pure. */

/** The parts of the screen that can be closed. */
export type Side = "left" | "right" | "bottom";
export const SIDES: readonly Side[] = ["left", "right", "bottom"];

/** The tabs of the palette. */
export type ShellTab = "lessons" | "data" | "layers";

/** The tabs of the bottom strip. */
export type StripTab = "history" | "insides" | "compare" | "ask" | "step";

/** The least and the greatest size of each part, in rem. */
export const SIZES: Readonly<Record<Side, { readonly least: number; readonly most: number }>> = {
  left: { least: 11, most: 36 },
  right: { least: 14, most: 48 },
  bottom: { least: 7, most: 48 },
};
/** The room that the network keeps when a part grows, in rem: beside the panels, and above the strip with the header. */
const KEPT = { left: 20, right: 20, bottom: 11 };

export interface ShellLayout {
  readonly tab: ShellTab;
  readonly strip?: StripTab;
  /** The height of the bottom strip for each tab, in rem. Only heights that a person changed are here. */
  readonly heights?: Readonly<Partial<Record<StripTab, number>>>;
  /** The widths of the side panels, in rem. Only widths that a person changed are here. */
  readonly widths?: Readonly<Partial<Record<"left" | "right", number>>>;
  readonly closed: Readonly<Record<Side, boolean>>;
}

export const EVERYTHING_OPEN: ShellLayout = {
  tab: "lessons",
  closed: { left: false, right: false, bottom: false },
};

/** The size that a person gave a part; undefined means the usual size. */
export function sizeOf(layout: ShellLayout, side: Side, strip: StripTab): number | undefined {
  return side === "bottom" ? layout.heights?.[strip] : layout.widths?.[side];
}

/** The size of a part that nobody changed, in rem. `Shell.module.css` has the same numbers. */
export function usualSize(side: Side, strip: StripTab): number {
  if (side === "bottom") return strip === "history" ? 9 : 17;
  return side === "left" ? 14 : 20;
}

/** The greatest size of a part in a window that is `room` rem wide, or high for the strip. */
export function mostOf(side: Side, room: number): number {
  return Math.max(SIZES[side].least, Math.min(SIZES[side].most, room - KEPT[side]));
}

/**
 * The layout after a part was dragged to a size. Less than half of its least size closes it, and it keeps the size that
 * it had. A closed part opens when it is dragged out again.
 */
export function resized(
  layout: ShellLayout,
  side: Side,
  strip: StripTab,
  size: number,
  room: number,
): ShellLayout {
  const { least } = SIZES[side];
  const isClosed = size < least / 2;
  const closed = { ...layout.closed, [side]: isClosed };
  if (isClosed) return { ...layout, closed };
  const given = Math.min(mostOf(side, room), Math.max(least, size));
  if (side === "bottom")
    return { ...layout, closed, heights: { ...layout.heights, [strip]: given } };
  return { ...layout, closed, widths: { ...layout.widths, [side]: given } };
}
