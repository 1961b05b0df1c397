/** A part of the screen with a title. Screen readers find it by this title. */
import { useId, type ReactNode } from "react";

import classes from "./Panel.module.css";

export interface PanelProps {
  readonly title: string;
  /** Small controls or a remark, right of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Takes all the height that is left, and scrolls its contents if needed. */
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
