/** Returns whether the page is dark or light now, for drawings on a canvas. */
import { useComputedColorScheme } from "@mantine/core";

import type { ColourMode } from "./colours";

export function useColourMode(): ColourMode {
  return useComputedColorScheme("light");
}
