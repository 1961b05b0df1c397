/** What commands of the search do with the page around them. */
import { useMantineColorScheme } from "@mantine/core";

import { useTidy } from "../../editor/canvas/useTidy";
import { useViewport } from "../../editor/canvas/useViewport";
import { useColourMode } from "../../components/useColourMode";
import { useProjector } from "../appearance";
import type { ShellLayout, ShellTab, StripTab } from "../shellLayout";
import type { PageVerbs } from "./commands";

export interface PageParts {
  readonly layout: ShellLayout;
  readonly onLayout: (layout: ShellLayout) => void;
  readonly onStrip: (strip: StripTab) => void;
  readonly onSheet: () => void;
}

export function usePageVerbs({ layout, onLayout, onStrip, onSheet }: PageParts): PageVerbs {
  const mode = useColourMode();
  const { setColorScheme } = useMantineColorScheme();
  const [isProjected, setProjected] = useProjector();
  const tidy = useTidy();
  const fit = useViewport();
  const opened = (side: "left" | "right" | "bottom") => ({ ...layout.closed, [side]: false });
  return {
    openTab: (tab: ShellTab) => onLayout({ ...layout, tab, closed: opened("left") }),
    openStrip: onStrip,
    openRight: () => onLayout({ ...layout, closed: opened("right") }),
    openSheet: onSheet,
    switchColours: () => setColorScheme(mode === "dark" ? "light" : "dark"),
    switchProjector: () => setProjected(!isProjected),
    tidy,
    fit: () => void fit(),
  };
}
