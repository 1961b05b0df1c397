/** Some samples of the test half; the chosen one is what the network shows. */
import { NumberInput } from "@mantine/core";
import { useMemo } from "react";

import type { Preview } from "../api/types";
import { HeatMap } from "../components/HeatMap";
import { usePreferences, type ShownSample } from "../store/preferences";
import classes from "./DataTab.module.css";
import { picturesOf } from "./pictures";

const INK = { scale: "ink", low: 0, high: 255 } as const;
const MOST = 12;

export function SampleStrip({ preview }: { readonly preview: Preview }) {
  const sample = usePreferences((state) => state.sample);
  const { test } = preview;
  const pictures = useMemo(() => picturesOf(test.images), [test.images]);
  const show = (change: Partial<ShownSample>) =>
    usePreferences.getState().set({ sample: { ...sample, ...change } });
  return (
    <section aria-label="Sample shown in the network">
      <h3 className={classes["heading"]}>Sample shown in the network</h3>
      <div className={classes["strip"]}>
        {test.index.slice(0, pictures ? MOST : 6).map((index, at) => {
          const shown = caption(preview, at);
          const words = `Test sample ${index + 1}: ${shown}`;
          return (
            <button
              key={index}
              type="button"
              className={classes["sample"]}
              aria-label={words}
              title={words}
              aria-pressed={sample.of === "test" && sample.index === index}
              onClick={() => show({ index, of: "test" })}
            >
              {pictures ? (
                <HeatMap
                  values={pictures.at(at)}
                  width={pictures.width}
                  height={pictures.height}
                  shade={INK}
                  label={words}
                />
              ) : (
                shown
              )}
            </button>
          );
        })}
      </div>
      <label className={classes["number"]}>
        Test sample
        <NumberInput
          size="xs"
          min={1}
          max={test.total}
          clampBehavior="strict"
          allowDecimal={false}
          value={sample.index + 1}
          onChange={(value) => {
            if (typeof value === "number" && value >= 1) show({ index: value - 1, of: "test" });
          }}
        />
        of {test.total.toLocaleString("en")}
      </label>
    </section>
  );
}

/** What a sample is, in a few letters: its text, its class or its target; its number where it has none of these. */
function caption({ info, test }: Preview, at: number): string {
  const vocab = info.vocab ?? [];
  const tokens = test.tokens?.[at];
  if (tokens) {
    const areWords = vocab.some((token) => token.length > 1 && !token.startsWith("["));
    return tokens.map((token) => vocab[token]).join(areWords ? " " : "");
  }
  const target = test.targets[at];
  if (target === undefined) return String(at + 1);
  return info.classes?.[target] ?? String(target);
}
