import { useProject } from "./project";
import { useRunsState } from "./runs";

/** Whether the drawing on the canvas and the run on the screen are of somebody else. */
export function useLooking(): boolean {
  const origin = useProject((state) => state.origin);
  return useRunsState(({ mayChange, lookedAt }) => !mayChange && lookedAt === origin);
}
