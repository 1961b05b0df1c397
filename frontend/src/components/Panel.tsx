/** A titled part of the screen, found by its name with a screen reader. */
import { useId, type ReactNode } from "react";

import classes from "./Panel.module.css";

export interface PanelProps {
  readonly title: string;
  /** Small controls or a remark at the right of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Takes the height that is left, and scrolls its contents if it must. */
  readonly grow?: boolean;
}

export function Panel({ title, aside, children, grow = false }: PanelProps) {
  const id = useId();
  return (
    <section className={classes["panel"]} aria-labelledby={id} data-grow={grow || undefined}>
      <header className={classes["header"]}>
        <h2 id={id} className={classes["title"]}>
          {title}
        </h2>
        {aside && <div className={classes["aside"]}>{aside}</div>}
      </header>
      <div className={classes["body"]}>{children}</div>
    </section>
  );
}
