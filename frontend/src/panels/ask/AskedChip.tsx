/** Says on the canvas that the pictures show what a person made rather than a sample, with the way back. */
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
    // Other data came: what was asked of those before says nothing to these.
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
