/** A row of tokens, each in the colour of its number, with what might stand in its place. */
import { valueAt, type Reading } from "../api/reading";
import { Bars } from "../components/Bars";
import { colourOf, signed } from "../components/colourScale";
import { css } from "../components/colours";
import { readableOn } from "../components/MatrixPicture";
import { useColourMode } from "../components/useColourMode";
import { wordOf } from "./facts";
import { shown, spanOf, tensorOf, wordsOf } from "./tensors";
import classes from "./tokens.module.css";
import { defineView, type ViewProps } from "./view";

/** One thing that might stand at a place. */
interface Choice {
  readonly token: string;
  readonly probability: number;
}

function Tokens({ reading, label, compact = false, onHover, onPick }: ViewProps) {
  const mode = useColourMode();
  const values = tensorOf(reading, "values");
  const tokens = wordsOf(reading, "tokens");
  const meaning = wordOf(reading, "meaning") ?? "";
  const [low, high] = spanOf(values);
  const shade = signed(Math.max(Math.abs(low), Math.abs(high)));
  const choices = choicesOf(reading);
  const words = (at: number) => `“${tokens[at]}” ${meaning}: ${shown(valueAt(values, at))}`;
  return (
    <div className={classes["tokens"]}>
      <p className={classes["text"]} aria-label={label}>
        {tokens.map((token, at) => {
          const colour = colourOf(valueAt(values, at), shade, mode);
          const style = { background: css(colour), color: readableOn(colour) };
          const shared = {
            className: classes["token"],
            style,
            onPointerEnter: onHover && (() => onHover(words(at))),
            onPointerLeave: onHover && (() => onHover(null)),
            children: token === " " ? "␣" : token,
          };
          return onPick ? (
            <button key={at} type="button" {...shared} onClick={() => onPick(at)} />
          ) : (
            <span key={at} {...shared} />
          );
        })}
      </p>
      {!compact && <Choices tokens={tokens} choices={choices} />}
    </div>
  );
}

/** What might stand at each place that was asked about. */
function Choices(props: {
  readonly tokens: readonly string[];
  readonly choices: readonly (readonly Choice[])[];
}) {
  const asked = props.choices
    .map((choices, at) => ({ choices, at }))
    .filter(({ choices }) => choices.length > 0);
  if (asked.length === 0) return null;
  return (
    <div className={classes["choices"]}>
      {asked.slice(0, 8).map(({ choices, at }) => (
        <figure key={at}>
          <figcaption>
            {at + 1}. <b>{props.tokens[at]}</b>
          </figcaption>
          <Bars
            label={`What might stand at place ${at + 1}`}
            bars={choices.map(({ token, probability }) => ({
              name: token === " " ? "␣" : token,
              value: probability,
              text: `${(100 * probability).toFixed(1)} %`,
            }))}
          />
        </figure>
      ))}
    </div>
  );
}

/** The choices among the facts, place by place; an empty list where nothing was asked. Pure. */
export function choicesOf(reading: Reading): readonly (readonly Choice[])[] {
  const found = reading.facts["choices"];
  if (!Array.isArray(found)) return [];
  return found.map((place: unknown) => (Array.isArray(place) ? place.filter(isChoice) : []));
}

function isChoice(value: unknown): value is Choice {
  if (typeof value !== "object" || value === null) return false;
  const { token, probability } = value as Partial<Choice>;
  return typeof token === "string" && typeof probability === "number";
}

export default defineView({ title: "Tokens", draws: "tokens", Draw: Tokens });
