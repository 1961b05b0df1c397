/** Whether the page is dark or light now, for what is drawn on a canvas. */
import { useComputedColorScheme } from "@mantine/core";

import type { ColourMode } from "./colours";

export function useColourMode(): ColourMode {
  return useComputedColorScheme("light");
}
