/** Whether the charts' code is here; it is fetched when the browser has nothing better to do. */
import { useEffect, useState } from "react";

import { loadPlotly } from "./PlotlyChart";

/** How long a panel is there before it asks. */
const LATER_MS = 1500;

export function usePlotly(): boolean {
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => {
      loadPlotly().then(
        () => isWanted && setLoaded(true),
        // The plain curve stays; the next panel that opens tries again.
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
