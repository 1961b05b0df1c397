/** The lesson's text at the lower edge of the screen, one step at a time. */
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";

import { IconButton } from "../../components/IconButton";
import { goToStep } from "../../store/presenting";
import type { CaptionStep } from "./captionSteps";
import classes from "./Presenting.module.css";

interface CaptionProps {
  readonly steps: readonly CaptionStep[];
  readonly at: number;
}

export function Caption({ steps, at }: CaptionProps) {
  const step = steps[at];
  const icon = { size: "1.125rem", "aria-hidden": true } as const;
  return (
    <footer className={classes["caption"]} aria-label="Text of the lesson">
      <p aria-live="polite" data-question={step?.isQuestion || undefined}>
        {step?.words}
      </p>
      <IconButton
        size="1.75rem"
        label="The step before"
        shortcut="PageUp"
        icon={<IconChevronLeft {...icon} />}
        disabled={at === 0}
        onClick={() => goToStep(at - 1)}
      />
      <span>
        {at + 1} / {steps.length}
      </span>
      <IconButton
        size="1.75rem"
        label="The next step"
        shortcut="PageDown"
        icon={<IconChevronRight {...icon} />}
        disabled={at === steps.length - 1}
        onClick={() => goToStep(at + 1)}
      />
    </footer>
  );
}
