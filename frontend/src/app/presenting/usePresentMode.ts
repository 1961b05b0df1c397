/** Whether a person presents. Keeps the address and the full screen in step with it. */
import { usePresenting } from "../../store/presenting";
import { usePresentAddress } from "./useAddress";
import { useFullScreen } from "./useFullScreen";

export function usePresentMode(): boolean {
  usePresentAddress();
  useFullScreen();
  return usePresenting((state) => state.isOn);
}
