/** A red point that follows the pointer, so that a room sees what is pointed at. */
import { useEffect, useRef } from "react";

import classes from "./Presenting.module.css";

export function Laser() {
  const point = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = ({ clientX, clientY }: PointerEvent) => {
      if (!point.current) return;
      point.current.style.transform = `translate(${clientX}px, ${clientY}px)`;
      point.current.dataset["seen"] = "true";
    };
    window.addEventListener("pointermove", follow);
    document.documentElement.dataset["laser"] = "true";
    return () => {
      window.removeEventListener("pointermove", follow);
      delete document.documentElement.dataset["laser"];
    };
  }, []);
  return <div ref={point} className={classes["laser"]} data-testid="laser" aria-hidden />;
}
