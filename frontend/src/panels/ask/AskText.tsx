/**
 * A custom text: its tokens go through the network. If the network predicts hidden tokens, a click on a token hides it.
 */
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";

import { ask } from "../../session/asking";
import { usePreferences, type ShownSample } from "../../store/preferences";
import classes from "./AskPanel.module.css";
import { FromSample } from "./FromSample";
import { dataSignature, type AskProps } from "../sample/customSample";
import { areWords, MASK, textOf, tokensOf, unknownIn } from "../sample/sampleText";

/** Most tokens listed as buttons; the others have to be typed. */
const MOST_LISTED = 160;
const MOST_SHOWN = 64;

/** The text in the field, which may end in an incomplete word. It is replaced when another sample is shown. */
interface Typed {
  readonly text: string;
  /** The sample that was shown right after the text was typed. */
  readonly at: ShownSample;
}

export function AskText({ info, samples }: AskProps) {
  const { vocab = [] } = info;
  const sample = usePreferences((state) => state.sample);
  const at = samples?.test.index.indexOf(sample.index) ?? -1;
  const tokens = at < 0 ? undefined : samples?.test.tokens?.[at];
  const begun = tokens ? withoutFilling(textOf(vocab, tokens)) : "";
  const [typed, setTyped] = useState<Typed | null>(null);
  const shown = sample.of === "asked" ? (sample.asked ?? "") : begun;
  const text = typed?.at === sample ? typed.text : shown;
  const isWords = areWords(vocab);
  const setText = (next: string) => {
    if (tokensOf(vocab, next).length > 0 && unknownIn(vocab, next).length === 0)
      ask(next, dataSignature(info));
    setTyped({ text: next, at: usePreferences.getState().sample });
  };
  const add = (token: string) =>
    setText(isWords ? `${text.trimEnd()} ${token}`.trim() : text + token);
  const parts = tokensOf(vocab, text);
  const hide = (place: number) =>
    setText(parts.map((part, at) => (at === place ? MASK : part)).join(isWords ? " " : ""));
  const masks = info.mask_token !== null && info.mask_token !== undefined;
  return (
    <>
      <Textarea
        size="xs"
        rows={2}
        label={info.causal ? "Let it go on from" : "Your text"}
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Enter asks, as in every field with one question. Shift and Enter begin a new line, where a text may have one.
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          setText(text);
        }}
      />
      <p className={classes["remark"]} role="status">
        {complaint(info, vocab, text)}
      </p>
      {masks && <Tokens tokens={parts} onHide={hide} />}
      <div className={classes["buttons"]}>
        {masks && (
          <Button size="compact-xs" variant="default" onClick={() => add(MASK)}>
            [MASK]
          </Button>
        )}
        <FromSample
          disabled={begun === "" || sample.of !== "asked"}
          onTake={() => setText(begun)}
        />
      </div>
      <Vocabulary vocab={vocab} onAdd={add} />
    </>
  );
}

interface TokensProps {
  readonly tokens: readonly string[];
  readonly onHide: (place: number) => void;
}

/** The tokens of the text. A click hides one. */
function Tokens({ tokens, onHide }: TokensProps) {
  return (
    <div className={classes["tokens"]} role="group" aria-label="Tokens; choose one to hide it">
      {tokens.slice(0, MOST_SHOWN).map((token, place) => (
        <button
          key={place}
          type="button"
          disabled={token === MASK}
          aria-label={token === MASK ? `Place ${place + 1} is hidden` : `Hide ${token}`}
          onClick={() => onHide(place)}
        >
          {token === MASK ? "▯" : token}
        </button>
      ))}
    </div>
  );
}

interface VocabularyProps {
  readonly vocab: readonly string[];
  readonly onAdd: (token: string) => void;
}

/** The tokens that the network knows. A click adds one to the text. */
function Vocabulary({ vocab, onAdd }: VocabularyProps) {
  return (
    <details className={classes["vocab"]}>
      <summary>
        {vocab.length.toLocaleString("en")} {areWords(vocab) ? "words" : "letters"} it knows
      </summary>
      <div className={classes["tokens"]}>
        {vocab.slice(0, MOST_LISTED).map((token) => (
          <button
            key={token}
            type="button"
            aria-label={`Add ${token}`}
            onClick={() => onAdd(token)}
          >
            {token === " " ? "␣" : token === "\n" ? "↵" : token}
          </button>
        ))}
      </div>
    </details>
  );
}

/** What is wrong with a text, or how its length compares with the length that the network takes. */
function complaint(info: AskProps["info"], vocab: readonly string[], text: string): string {
  const unknown = unknownIn(vocab, text);
  const what = areWords(vocab) ? "word" : "letter";
  const [steps = 0] = info.shape;
  const count = tokensOf(vocab, text).length;
  if (unknown.length > 0) {
    const some = unknown.slice(0, 4).map((token) => `“${token}”`);
    return `It never saw ${some.join(", ")}; take ${what}s it knows.`;
  }
  if (info.causal) return count > steps ? `Of ${count} it reads the last ${steps}.` : "";
  const isFilled = info.pad_token !== null && info.pad_token !== undefined && count < steps;
  if (count === steps || (isFilled && count > 0)) return "";
  return `It takes ${steps} ${what}s; these are ${count}.`;
}

/** The text without padding tokens. */
function withoutFilling(text: string): string {
  return text.replaceAll(/\[PAD\] ?/g, "");
}
