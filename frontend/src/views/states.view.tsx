/** Units over time, one picture for each part: the states of a recurrent layer and its gates. */
import { useMemo } from "react";

import { valueAt, type Tensor } from "../api/reading";
import { signed, type PixelValues, type Shade } from "../components/colourScale";
import { HeatMap } from "../components/HeatMap";
import { ScaleLegend } from "../components/ScaleLegend";
import { boundOf, numberText, sliceOf, unitOf } from "./tensors";
import { useSticky } from "./useSticky";
import classes from "./states.module.css";
import { defineView, type ViewProps } from "./view";

function States({ reading, label, compact = false, onHover }: ViewProps<"states">) {
  const values = reading.tensors.values;
  const names = reading.facts.names;
  const tokens = reading.facts.tokens ?? [];
  return (
    <div className={classes["states"]} data-compact={compact || undefined}>
      {Array.from({ length: values.shape[0] ?? 0 }, (_, part) => (
        <Part
          key={part}
          values={values}
          part={part}
          name={names[part] ?? `part ${part + 1}`}
          tokens={tokens}
          label={label}
          compact={compact}
          onHover={onHover}
        />
      ))}
      {!compact && tokens.length > 0 && tokens.length <= 40 && <Tokens tokens={tokens} />}
    </div>
  );
}

interface PartProps extends Pick<ViewProps, "label" | "onHover" | "compact"> {
  readonly values: Tensor;
  readonly part: number;
  readonly name: string;
  readonly tokens: readonly string[];
}

/** One row for each unit; time runs from left to right. */
function Part({ values, part, name, tokens, label, compact, onHover }: PartProps) {
  const [, steps = 1, units = 1] = values.shape;
  const pixels = useMemo(() => turned(values, part), [part, values]);
  const unit = unitOf(values, part);
  const bound = useSticky(boundOf(values, part));
  const shade = useMemo<Shade>(() => signed(bound, unit), [bound, unit]);
  const words = (at: number) => {
    const [row, step] = [Math.floor(at / steps), at % steps];
    const value = valueAt(values, (part * steps + step) * units + row);
    const when = tokens[step] === undefined ? `time ${step + 1}` : `“${tokens[step]}”`;
    return `${name}, unit ${row + 1} at ${when}: ${numberText(value)}`;
  };
  return (
    <figure className={classes["part"]}>
      <figcaption>{name}</figcaption>
      <HeatMap
        values={pixels}
        width={steps}
        height={units}
        shade={shade}
        label={`${label}: ${name}, ${units} units over ${steps} steps`}
        style={{ aspectRatio: "auto", height: Math.min(120, Math.max(22, units * 3)) }}
        onHover={onHover && ((at) => onHover(at === null ? null : words(at)))}
      />
      {!compact && <ScaleLegend shade={shade} />}
    </figure>
  );
}

function Tokens({ tokens }: { readonly tokens: readonly string[] }) {
  return (
    <div className={classes["tokens"]} aria-hidden>
      {tokens.map((token, at) => (
        <span key={at}>{token === " " ? "␣" : token}</span>
      ))}
    </div>
  );
}

/** Transposes a part from time × unit to unit × time, so that time runs from left to right. Pure. */
export function turned(values: Tensor, part: number): PixelValues {
  const [, steps = 1, units = 1] = values.shape;
  const from = sliceOf(values, part);
  const to = from.slice();
  for (let step = 0; step < steps; step += 1)
    for (let unit = 0; unit < units; unit += 1)
      to[unit * steps + step] = from[step * units + unit] as number;
  return to;
}

export default defineView({ title: "States over time", draws: "states", Draw: States });
