/** What is wrong with the training, in one sentence with its number, and the button that mends it. */
import { Button, CloseButton } from "@mantine/core";
import { IconStethoscope } from "@tabler/icons-react";
import { useEffect } from "react";

import { closeFinding, examineRuns, takeRemedy, useDoctor } from "../session/doctor";
import { useStale } from "../store/stale";
import classes from "./Notice.module.css";
import { quietly } from "./quietly";

export function Doctor() {
  useEffect(examineRuns, []);
  const found = useDoctor((state) => state.shown);
  const isStale = useStale();
  if (!found || isStale) return null;
  const { sign, sentence, remedy } = found;
  return (
    <div
      className={classes["bar"]}
      data-covers="top"
      data-tone="advice"
      data-sign={sign}
      role="status"
    >
      <IconStethoscope className={classes["icon"]} size="1.125rem" aria-hidden />
      <span>{sentence}</span>
      <Button size="compact-xs" onClick={() => quietly(takeRemedy(remedy))}>
        {remedy.title}
      </Button>
      <CloseButton size="sm" aria-label="Not now" onClick={() => closeFinding(sign)} />
    </div>
  );
}
