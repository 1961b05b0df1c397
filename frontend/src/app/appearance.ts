/** The projector size: everything a quarter larger, remembered in this browser. */
import { useLocalStorage } from "@mantine/hooks";
import { useEffect } from "react";

/** Also read by public/before-paint.js. */
const PROJECTOR_KEY = "torchground-projector";

/** Whether the projector size is on, and a way to change it. */
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
