/** Says on the canvas that the pictures show what a person made rather than a sample, with the way back. */
import { CloseButton } from "@mantine/core";
import { useEffect } from "react";

import { stopAsking } from "../../session/asking";
import { usePreferences } from "../../store/preferences";
import classes from "./AskPanel.module.css";
import { askedFor, askKind, type AskKind } from "../sample/asked";
import { useShown } from "../shared/shown";

const WORDS: Readonly<Record<AskKind, string>> = {
  picture: "Showing what you drew",
  text: "Showing what you typed",
  series: "Showing what you drew",
  numbers: "Showing what you set",
};

export function AskedChip() {
  const sample = usePreferences((state) => state.sample);
  const info = useShown()?.info ?? null;
  const isAsked = sample.of === "asked";
  const fits = info !== null && askedFor(info) === sample.askedFor;
  useEffect(() => {
    // Other data came: what was asked of those before says nothing to these.
    if (isAsked && info && !fits) stopAsking();
  }, [fits, info, isAsked]);
  if (!isAsked || !info) return null;
  const kind = askKind(info);
  return (
    <div className={classes["chip"]} role="status">
      {typeof kind === "string" ? WORDS[kind] : "Showing what you made"}
      <CloseButton size="xs" aria-label="Show a sample again" onClick={stopAsking} />
    </div>
  );
}
