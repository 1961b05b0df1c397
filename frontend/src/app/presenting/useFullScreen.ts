/** Fills the whole screen while a person presents. A link cannot do that: browsers ask for a key or a click. */
import { useEffect } from "react";

import { present, usePresenting } from "../../store/presenting";

export function useFullScreen(): void {
  const isOn = usePresenting((state) => state.isOn);
  useEffect(() => {
    if (!isOn || !mayFill()) return;
    // Where the browser refuses, presenting goes on in its window.
    document.documentElement.requestFullscreen().catch(() => undefined);
    const follow = () => {
      // The browser itself takes Escape to leave the full screen.
      if (document.fullscreenElement === null) present(false);
    };
    document.addEventListener("fullscreenchange", follow);
    return () => {
      document.removeEventListener("fullscreenchange", follow);
      if (document.fullscreenElement !== null) void document.exitFullscreen();
    };
  }, [isOn]);
}

/** Whether the person has just pressed something, and the browser can fill the screen. */
function mayFill(): boolean {
  return document.fullscreenEnabled === true && navigator.userActivation?.isActive === true;
}
