/** A legend in one line that may wrap: a colour mark and a name for each series or class. */
import classes from "./Legend.module.css";

export interface LegendProps {
  readonly names: readonly string[];
  /** CSS colours, in the order of the names. */
  readonly colours: readonly string[];
}

export function Legend({ names, colours }: LegendProps) {
  return (
    <ul className={classes["legend"]}>
      {names.map((name, at) => (
        <li key={at}>
          <span className={classes["mark"]} style={{ background: colours[at] }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
