/** The projector size: everything is a quarter larger. The choice is stored in this browser. */
import { useLocalStorage } from "@mantine/hooks";
import { useEffect } from "react";

/** Also read by public/before-paint.js. */
const PROJECTOR_KEY = "torchground-projector";

/** Returns whether the projector size is on, and a function to change it. */
export function useProjector(): [on: boolean, set: (on: boolean) => void] {
  const [on, setOn] = useLocalStorage({
    key: PROJECTOR_KEY,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  useEffect(() => {
    document.documentElement.dataset["projector"] = String(on);
  }, [on]);
  return [on, setOn];
}
