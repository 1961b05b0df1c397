/** Which parts of the screen are open, and which tab of the palette. Pure. */

/** The parts that fold away. */
export type Side = "left" | "right" | "bottom";
export const SIDES: readonly Side[] = ["left", "right", "bottom"];

/** The tabs of the palette. */
export type ShellTab = "lessons" | "data" | "layers";

/** The tabs of the bottom strip. */
export type StripTab = "history" | "insides" | "compare" | "ask" | "step";

/** How high the bottom strip may be drawn, in rem. */
export const STRIP_HEIGHT = { least: 7, most: 34 };

export interface ShellLayout {
  readonly tab: ShellTab;
  readonly strip?: StripTab;
  /** Of the bottom strip by tab, in rem, where a person drew it larger or smaller. */
  readonly heights?: Readonly<Partial<Record<StripTab, number>>>;
  readonly closed: Readonly<Record<Side, boolean>>;
}

export const EVERYTHING_OPEN: ShellLayout = {
  tab: "layers",
  closed: { left: false, right: false, bottom: false },
};
