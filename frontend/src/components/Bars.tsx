/** Named horizontal bars with their values: class probabilities, shares, norms. */
import classes from "./Bars.module.css";
import { css, type Rgb } from "./colours";

/** One bar. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  /** The text at the end of the bar; the value with three digits if left out. */
  readonly text?: string;
  readonly colour?: Rgb;
}

export interface BarsProps {
  readonly bars: readonly Bar[];
  readonly label: string;
  /** The value of a full bar; 1 if left out, as for probabilities. */
  readonly max?: number;
  /** Hides the values, for places with little room. */
  readonly compact?: boolean;
}

export function Bars({ bars, label, max = 1, compact = false }: BarsProps) {
  return (
    <ul className={classes["bars"]} aria-label={label} data-compact={compact || undefined}>
      {bars.map(({ name, value, text, colour }, at) => (
        <li key={at} title={`${name}: ${value}`}>
          <span className={classes["name"]}>{name}</span>
          <span className={classes["track"]}>
            <span
              className={classes["fill"]}
              style={{
                width: `${barShare(value, max) * 100}%`,
                background: colour && css(colour),
              }}
            />
          </span>
          {!compact && <span className={classes["value"]}>{text ?? value.toPrecision(3)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** The filled share of a bar, 0 to 1; 0 if the value is not a number. */
export function barShare(value: number, max: number): number {
  return max > 0 && value > 0 ? Math.min(1, value / max) : 0;
}
