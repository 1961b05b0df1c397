/** Which parts of the screen are open, and which tab of the palette. Pure. */

/** The parts that fold away. */
export type Side = "left" | "right" | "bottom";
export const SIDES: readonly Side[] = ["left", "right", "bottom"];

/** The tabs of the palette. */
export type ShellTab = "lessons" | "data" | "layers";

export interface ShellLayout {
  readonly tab: ShellTab;
  readonly closed: Readonly<Record<Side, boolean>>;
}

export const EVERYTHING_OPEN: ShellLayout = {
  tab: "layers",
  closed: { left: false, right: false, bottom: false },
};
