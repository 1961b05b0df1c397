/**
 * On a small screen one panel at most is open beside the network. The layout of a wide screen is kept as it is, for when
 * the screen is wide again.
 */
import { create } from "zustand";

import type { Arrangement } from "./screenSize";
import { SIDES, type ShellLayout, type Side } from "./shellLayout";

/** The open panel; null for none, undefined while the person has chosen nothing. */
export type OpenPanel = Side | null | undefined;

export const useOnePanel = create<{ readonly open: OpenPanel }>(() => ({ open: undefined }));

/** The panel that is shown. At first that is the output, where it does not cover the network. Pure. */
export function shownPanel(open: OpenPanel, arrangement: Arrangement): Side | null {
  return open === undefined ? (arrangement === "below" ? "right" : null) : open;
}

/** The layout of a small screen on which this panel is open. Pure. */
export function withOnePanel(layout: ShellLayout, open: Side | null): ShellLayout {
  const closed = { left: open !== "left", right: open !== "right", bottom: open !== "bottom" };
  return { ...layout, closed };
}

/** The open panel after a person asked for `next`: what was opened, or what stayed open. Pure. */
export function openAfter(shown: ShellLayout, next: ShellLayout): Side | null {
  const opened = SIDES.find((side) => shown.closed[side] && !next.closed[side]);
  return opened ?? SIDES.find((side) => !next.closed[side]) ?? null;
}
