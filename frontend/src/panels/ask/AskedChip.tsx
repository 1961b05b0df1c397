/**
 * A note on the canvas: the pictures show a person's own input instead of a sample. Its button goes back to the sample.
 */
import { CloseButton } from "@mantine/core";
import { useEffect } from "react";

import { stopAsking } from "../../session/asking";
import { usePreferences } from "../../store/preferences";
import classes from "./AskPanel.module.css";
import { dataSignature, inputFormOf, type InputForm } from "../sample/customSample";
import { useRunOutput } from "../shared/runOutput";

const WORDS: Readonly<Record<InputForm, string>> = {
  picture: "Showing what you drew",
  text: "Showing what you typed",
  series: "Showing what you drew",
  numbers: "Showing what you set",
};

export function AskedChip() {
  const sample = usePreferences((state) => state.sample);
  const info = useRunOutput()?.info ?? null;
  const isAsked = sample.of === "asked";
  const fits = info !== null && dataSignature(info) === sample.askedFor;
  useEffect(() => {
    // The data changed: an input for the old data does not fit the new data.
    if (isAsked && info && !fits) stopAsking();
  }, [fits, info, isAsked]);
  if (!isAsked || !info) return null;
  const kind = inputFormOf(info);
  return (
    <div className={classes["chip"]} role="status">
      {typeof kind === "string" ? WORDS[kind] : "Showing what you made"}
      <CloseButton size="xs" aria-label="Show a sample again" onClick={stopAsking} />
    </div>
  );
}
