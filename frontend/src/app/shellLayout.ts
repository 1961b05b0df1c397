/** Which parts of the screen are open, and which tabs are selected. Pure. */

/** The parts of the screen that can be closed. */
export type Side = "left" | "right" | "bottom";
export const SIDES: readonly Side[] = ["left", "right", "bottom"];

/** The tabs of the palette. */
export type ShellTab = "lessons" | "data" | "layers";

/** The tabs of the bottom strip. */
export type StripTab = "history" | "insides" | "compare" | "ask" | "step";

/** The lowest and the greatest height of the bottom strip, in rem. */
export const STRIP_HEIGHT = { least: 7, most: 34 };

export interface ShellLayout {
  readonly tab: ShellTab;
  readonly strip?: StripTab;
  /** The height of the bottom strip for each tab, in rem. Only heights that a person changed are here. */
  readonly heights?: Readonly<Partial<Record<StripTab, number>>>;
  readonly closed: Readonly<Record<Side, boolean>>;
}

export const EVERYTHING_OPEN: ShellLayout = {
  tab: "layers",
  closed: { left: false, right: false, bottom: false },
};
