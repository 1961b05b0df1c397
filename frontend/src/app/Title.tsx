/** The title of the drawing, in a field where it can be edited. */
import { useState } from "react";

import { useProject } from "../store/project";
import classes from "./Title.module.css";

/** The least width of the field, in letters. */
const SHORTEST = 10;

export function Title() {
  const title = useProject((state) => state.file.title);
  const rename = useProject((state) => state.rename);
  const [typed, setTyped] = useState<string | null>(null);
  const settle = () => {
    if (typed !== null && typed.trim() !== "" && typed.trim() !== title) rename(typed.trim());
    setTyped(null);
  };
  return (
    <input
      className={classes["title"]}
      aria-label="Title of the drawing"
      title={title}
      maxLength={120}
      size={Math.max(SHORTEST, (typed ?? title).length)}
      value={typed ?? title}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}
