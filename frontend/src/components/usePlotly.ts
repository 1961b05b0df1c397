/** Loads Plotly soon after a panel opens, and returns whether it is loaded. */
import { useEffect, useState } from "react";

import { loadPlotly } from "./PlotlyChart";

/** How long a panel waits before it loads Plotly, in milliseconds. */
const LATER_MS = 1500;

export function usePlotly(): boolean {
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => {
      loadPlotly().then(
        () => isWanted && setLoaded(true),
        // On failure the plain curve stays. The next panel that opens tries again.
        () => undefined,
      );
    }, LATER_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, []);
  return isLoaded;
}
