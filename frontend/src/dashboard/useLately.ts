/** Follows a value that changes with every frame at the pace of what draws it. */
import { useEffect, useRef, useState } from "react";

import { throttle, type Throttled } from "../components/throttle";

/** What is drawn with words and charts gets ten changes a second; the eye asks for no more. */
const INTERVAL_MS = 100;

/** The value, at most ten times a second and always ending with the newest. */
export function useLately<Value>(value: Value): Value {
  const [lately, setLately] = useState(value);
  const pace = useRef<Throttled<Value> | null>(null);
  useEffect(() => {
    const pen = throttle<Value>((next) => setLately(() => next), INTERVAL_MS);
    pace.current = pen;
    return () => pen.cancel();
  }, []);
  useEffect(() => pace.current?.call(value), [value]);
  return lately;
}
