/** A row of tokens. Each one's colour shows its value. The candidates for a place can be opened. */
import { useState } from "react";

import { valueAt, type FactsOf } from "../api/reading";
import { Bars } from "../components/Bars";
import { colourOf, signed } from "../components/colourScale";
import { css } from "../components/colours";
import { readableOn } from "../components/MatrixPicture";
import { useColourMode } from "../components/useColourMode";
import { numberText, spanOf } from "./tensors";
import classes from "./tokens.module.css";
import { defineView, type ViewProps } from "./view";

/** One candidate token for a place, with its probability. */
type Choice = NonNullable<NonNullable<FactsOf<"tokens">["choices"]>[number]>[number];

function Tokens({ reading, label, compact = false, onHover, onPick }: ViewProps<"tokens">) {
  const mode = useColourMode();
  const values = reading.tensors.values;
  const { tokens, meaning } = reading.facts;
  const [low, high] = spanOf(values);
  const shade = signed(Math.max(Math.abs(low), Math.abs(high)));
  const choices = reading.facts.choices ?? [];
  const isAsked = (at: number) => (choices[at]?.length ?? 0) > 0;
  const [chosen, setChosen] = useState<number | null>(null);
  const open =
    chosen !== null && isAsked(chosen) ? chosen : tokens.findIndex((_, at) => isAsked(at));
  const choose = (at: number) => {
    if (isAsked(at)) setChosen(at);
    onPick?.(at);
  };
  const words = (at: number) => `“${tokens[at]}” ${meaning}: ${numberText(valueAt(values, at))}`;
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
            children: visible(token),
          };
          return onPick || (isAsked(at) && !compact) ? (
            <button
              key={at}
              type="button"
              {...shared}
              aria-pressed={at === open}
              onClick={() => choose(at)}
              onFocus={() => isAsked(at) && setChosen(at)}
            />
          ) : (
            <span key={at} {...shared} />
          );
        })}
      </p>
      {!compact && open >= 0 && (
        <Choices at={open} token={tokens[open] ?? ""} choices={choices[open] ?? []} />
      )}
    </div>
  );
}

interface ChoicesProps {
  readonly at: number;
  readonly token: string;
  readonly choices: readonly Choice[];
}

/** The candidates for one place. A click on another token shows the candidates there. */
function Choices({ at, token, choices }: ChoicesProps) {
  return (
    <figure className={classes["choices"]}>
      <figcaption>
        What might stand at place {at + 1}, where <b>{visible(token)}</b> is
      </figcaption>
      <Bars
        label={`What might stand at place ${at + 1}`}
        bars={choices.map(({ token: other, probability }) => ({
          name: visible(other),
          value: probability,
          text: `${(100 * probability).toFixed(1)} %`,
        }))}
      />
    </figure>
  );
}

/** Shows a blank as a visible sign. */
function visible(token: string): string {
  return token === " " ? "␣" : token;
}

export default defineView({ title: "Tokens", draws: "tokens", Draw: Tokens });
