/** The legend of a colour scale: its colours in a strip, and the numbers at its ends, with their sign. */
import { colourOf, type Shade } from "./colourScale";
import { css } from "./colours";
import classes from "./ScaleLegend.module.css";
import { useColourMode } from "./useColourMode";

export interface ScaleLegendProps {
  readonly shade: Pick<Shade, "scale" | "low" | "high">;
  /** Writes a number; three digits, with a sign where the scale is signed, if left out. */
  readonly text?: (value: number) => string;
  /** More that the colours need said, such as that each picture has a range of its own. */
  readonly note?: string;
}

/** So many colours make a strip; the browser blends between them. */
const STOPS = 6;

export function ScaleLegend({ shade, text, note }: ScaleLegendProps) {
  const { low, high, scale } = shade;
  const isSigned = scale === "diverging";
  const write = text ?? (isSigned ? signedText : plainText);
  return (
    <div className={classes["legend"]} data-testid="scale">
      <span>{write(low)}</span>
      <Strip shade={shade} from={low} to={isSigned ? 0 : high} />
      {isSigned && (
        <>
          <span>0</span>
          <Strip shade={shade} from={0} to={high} />
        </>
      )}
      <span>{write(high)}</span>
      {note && <span>{note}</span>}
    </div>
  );
}

interface StripProps {
  readonly shade: ScaleLegendProps["shade"];
  readonly from: number;
  readonly to: number;
}

function Strip({ shade, from, to }: StripProps) {
  const mode = useColourMode();
  const colours = Array.from({ length: STOPS }, (_, at) =>
    css(colourOf(from + ((to - from) * at) / (STOPS - 1), shade, mode)),
  );
  return (
    <span
      className={classes["strip"]}
      style={{ background: `linear-gradient(to right, ${colours.join(", ")})` }}
      aria-hidden
    />
  );
}

/** A number with its sign: `+0.82`, `−0.82`, `0`. */
export function signedText(value: number): string {
  return value > 0 ? `+${plainText(value)}` : plainText(value);
}

function plainText(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  const digits =
    size >= 0.001 && size < 10_000 ? String(Number(value.toPrecision(3))) : value.toExponential(1);
  return digits.replaceAll("-", "−");
}
