/** Some test samples to choose from. The network shows the chosen one. */
import { useId, useMemo } from "react";

import type { Preview } from "../../api/types";
import { NumberInput } from "../../components/NumberInput";
import { usePreferences, type ShownSample } from "../../store/preferences";
import { numberText } from "../../views/tensors";
import classes from "./SampleStrip.module.css";
import { picturesOf } from "./pictures";
import { textOf } from "./sampleText";
import { SampleThumb } from "./SampleThumb";

/** How many samples are offered. */
const MOST = { images: 12, others: 6 } as const;

export function SampleStrip({ preview }: { readonly preview: Preview }) {
  const sample = usePreferences((state) => state.sample);
  const number = useId();
  const { test, kind } = preview;
  const pictures = useMemo(() => picturesOf(test.images), [test.images]);
  const show = (change: Pick<ShownSample, "index">) =>
    usePreferences.getState().set({ sample: { index: change.index, of: "test" } });
  return (
    <section aria-label="Sample shown in the network">
      <h3 className={classes["heading"]}>Sample shown in the network</h3>
      <div className={classes["strip"]} data-kind={kind}>
        {test.index.slice(0, pictures ? MOST.images : MOST.others).map((index, at) => {
          const caption = captionOf(preview, at);
          const words = `Test sample ${index + 1}: ${caption}`;
          return (
            <button
              key={index}
              type="button"
              className={classes["sample"]}
              aria-label={words}
              title={words}
              aria-pressed={sample.of === "test" && sample.index === index}
              onClick={() => show({ index })}
            >
              <SampleThumb
                preview={preview}
                pictures={pictures}
                at={at}
                label={words}
                caption={caption}
              />
            </button>
          );
        })}
      </div>
      <div className={classes["number"]}>
        <label htmlFor={number}>Test sample</label>
        <NumberInput
          id={number}
          lowest={1}
          highest={Math.max(1, test.total)}
          whole
          value={sample.index + 1}
          onTyped={(value) => show({ index: value - 1 })}
        />
        of {test.total.toLocaleString("en")}
      </div>
    </section>
  );
}

/** A short text about a sample: its text, its class or its target; its number if it has none of these. */
function captionOf({ info, test }: Preview, at: number): string {
  const tokens = test.tokens?.[at];
  const target = test.targets[at];
  const targetCaption = target === undefined ? "" : (info.classes?.[target] ?? numberText(target));
  if (tokens) {
    const text = shortened(textOf(info.vocab ?? [], tokens));
    return targetCaption === "" ? text : `${targetCaption}: ${text}`;
  }
  return targetCaption === "" ? String((test.index[at] ?? at) + 1) : targetCaption;
}

/** The text without padding tokens and with a box for each hidden token, so that more of it fits. */
function shortened(text: string): string {
  return text
    .replaceAll(/(\[PAD\] ?)+/g, "")
    .replaceAll("[MASK]", "▯")
    .trim();
}
