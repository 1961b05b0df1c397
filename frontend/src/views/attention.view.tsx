/** Attention: all heads (rows are queries, columns are keys), one head large, and a slider over earlier steps. */
import { useEffect, useMemo, useReducer, useState } from "react";

import { valueAt, type ReadingOf, type Tensor } from "../api/reading";
import type { Shade } from "../components/colourScale";
import { ImageStack } from "../components/ImageStack";
import { MatrixPicture } from "../components/MatrixPicture";
import { ScaleLegend } from "../components/ScaleLegend";
import { momentAt, withMoment, type Moment } from "./film";
import classes from "./attention.module.css";
import { pixelsOf, sliceOf, unitOf } from "./tensors";
import { defineView, type ViewProps } from "./view";

/** The tokens are written beside the large picture only if there are at most this many. */
const MOST_NAMES = 24;

function Attention({ reading, label, step = 0, compact = false, onHover }: ViewProps<"attention">) {
  const film = useFilm(reading, step);
  const [head, setHead] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);
  const at = chosen === null ? null : momentAt(film, chosen);
  const seen = (at === null ? undefined : film[at])?.frame ?? reading;
  const values = seen.tensors.values;
  const [heads = 1] = values.shape;
  const tokens = seen.facts.tokens;
  const thumbs = (
    <Heads values={values} tokens={tokens} label={label} onHover={onHover} onPick={setHead} />
  );
  if (compact) return thumbs;
  return (
    <div className={classes["attention"]}>
      {heads > 1 && thumbs}
      <Large
        values={values}
        head={Math.min(head, heads - 1)}
        tokens={tokens}
        label={label}
        onHover={onHover}
      />
      {film.length > 1 && (
        <label className={classes["film"]}>
          <span>
            step {(at === null ? step : (film[at]?.step ?? step)).toLocaleString("en-US")}
          </span>
          <input
            type="range"
            min={0}
            max={film.length - 1}
            value={at ?? film.length - 1}
            aria-label={`${label}: which moment of the training`}
            onChange={({ currentTarget }) => {
              const picked = Number(currentTarget.value);
              setChosen(picked === film.length - 1 ? null : (film[picked]?.step ?? null));
            }}
          />
          <span>now</span>
        </label>
      )}
    </div>
  );
}

/** An attention reading. `useFilm` keeps those that were shown since the picture was opened. */
type Looks = ReadingOf<"attention">;

function useFilm(reading: Looks, step: number): readonly Moment<Looks>[] {
  const [film, add] = useReducer(withMoment<Looks>, []);
  useEffect(() => add({ step, frame: reading }), [reading, step]);
  return film;
}

interface HeadsProps extends Pick<ViewProps, "label" | "onHover" | "onPick"> {
  readonly values: Tensor;
  readonly tokens: readonly string[];
}

function Heads({ values, tokens, label, onHover, onPick }: HeadsProps) {
  const [heads = 1, queries = 1, keys = 1] = values.shape;
  const shades = useMemo(
    () => Array.from({ length: heads }, (_, head) => share(unitOf(values, head))),
    [heads, values],
  );
  return (
    <ImageStack
      values={pixelsOf(values)}
      count={heads}
      width={keys}
      height={queries}
      columns={Math.min(heads, 4)}
      shade={shades}
      label={`${label}: ${heads} heads`}
      onPick={onPick}
      onHover={
        onHover &&
        ((cell) => onHover(cell && said(values, tokens, cell.image, cell.row, cell.column)))
      }
    />
  );
}

function Large({ values, head, tokens, label, onHover }: HeadsProps & { readonly head: number }) {
  const [, queries = 1, keys = 1] = values.shape;
  const unit = unitOf(values, head);
  const shade = useMemo(() => share(unit), [unit]);
  const names = tokens.length > 0 && tokens.length <= MOST_NAMES ? tokens.map(visible) : undefined;
  return (
    <figure className={classes["large"]}>
      <figcaption>head {head + 1}: each row looks at the columns</figcaption>
      <MatrixPicture
        values={sliceOf(values, head)}
        rows={queries}
        columns={keys}
        shade={shade}
        rowNames={names}
        columnNames={names}
        label={`${label}: head ${head + 1}`}
        onHover={
          onHover && ((cell) => onHover(cell && said(values, tokens, head, cell.row, cell.column)))
        }
      />
      <ScaleLegend shade={WHOLE} text={percent} note="of what a row looks at" />
    </figure>
  );
}

const WHOLE = share(1);

function percent(value: number): string {
  return `${100 * value} %`;
}

function share(unit: number): Shade {
  return { scale: "sequential", low: 0, high: 1, unit };
}

function said(
  values: Tensor,
  tokens: readonly string[],
  head: number,
  query: number,
  key: number,
): string {
  const [, queries = 1, keys = 1] = values.shape;
  const value = valueAt(values, (head * queries + query) * keys + key);
  const name = (at: number) => visible(tokens[at] ?? String(at + 1));
  return `head ${head + 1}: “${name(query)}” looks at “${name(key)}” with ${(100 * value).toFixed(1)} %`;
}

/** Shows a blank as a visible sign. */
function visible(token: string): string {
  return token === " " ? "␣" : token;
}

export default defineView({ title: "Attention", draws: "attention", Draw: Attention });
