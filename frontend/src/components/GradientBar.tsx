/** The bar on a card that shows whether the gradient of a layer is healthy. */
import classes from "./GradientBar.module.css";
import { gradientHealth, gradientSentence, gradientShare } from "./gradientHealth";

export interface GradientBarProps {
  /** -1 leaves it out of the order of the Tab key. */
  readonly tabIndex?: number;
  /** The root mean square of the layer's gradient; null if it is not measured yet. */
  readonly gradient: number | null;
}

export function GradientBar({ gradient, tabIndex = -1 }: GradientBarProps) {
  const share = gradientShare(gradient);
  return (
    <div className={classes["row"]}>
      <span aria-hidden className={classes["sign"]}>
        ∇
      </span>
      <div
        role="meter"
        tabIndex={tabIndex}
        data-hint={gradientSentence(gradient)}
        aria-label="Gradient health"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={gradientSentence(gradient)}
        className={classes["track"]}
      >
        <div
          className={classes["fill"]}
          data-health={gradientHealth(gradient)}
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
    </div>
  );
}
