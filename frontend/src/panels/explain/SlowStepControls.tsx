/** Controls of the slow step: one moment back or on, play, and a rail with a dot for every moment. */
import { ActionIcon, Button, Loader, Tooltip } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconX,
} from "@tabler/icons-react";
import type { ReactNode } from "react";

import {
  closeSlowStep,
  goTo,
  takeStep,
  togglePlaying,
  useSlowStep,
  walkBy,
} from "../../session/slowStep";
import { PHASES, type Moment, type Walk } from "../../store/walk";
import classes from "./SlowStepPanel.module.css";
import { PHASE_NAMES } from "./stepWords";

export interface SlowStepControlsProps {
  readonly walk: Walk | null;
  readonly moment: Moment | null;
  readonly isBusy: boolean;
}

export function SlowStepControls({ walk, moment, isBusy }: SlowStepControlsProps) {
  const at = useSlowStep((state) => state.at);
  const isPlaying = useSlowStep((state) => state.isPlaying);
  const isAtEnd = walk !== null && at === walk.moments.length - 1;
  return (
    <div className={classes["controls"]}>
      <Step label="One moment back" keys="ArrowLeft" sign="←" onClick={() => walkBy(-1)}>
        <IconChevronLeft size="1rem" />
      </Step>
      <Step
        label={isPlaying ? "Stop walking" : "Walk by itself"}
        keys="Space"
        sign="Space"
        onClick={togglePlaying}
      >
        {isPlaying ? <IconPlayerPauseFilled size="1rem" /> : <IconPlayerPlayFilled size="1rem" />}
      </Step>
      <Step label="One moment on" keys="ArrowRight" sign="→" onClick={() => walkBy(1)}>
        <IconChevronRight size="1rem" />
      </Step>
      {walk && <Rail walk={walk} moment={moment} at={at} />}
      {isBusy && <Loader role="status" size="1rem" aria-label="working it out" />}
      <Button
        size="compact-sm"
        variant={isAtEnd ? "filled" : "light"}
        disabled={!walk || isBusy}
        onClick={() => void takeStep()}
      >
        Take this step
      </Button>
      <Step label="Leave" keys="Escape" sign="Esc" onClick={closeSlowStep}>
        <IconX size="1rem" />
      </Step>
    </div>
  );
}

function Step(props: {
  readonly label: string;
  readonly keys: string;
  readonly sign: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Tooltip label={`${props.label} (${props.sign})`} openDelay={400}>
      <ActionIcon
        aria-label={props.label}
        aria-keyshortcuts={props.keys}
        variant="default"
        size="1.75rem"
        onClick={props.onClick}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

/** The phases in a row, each with a dot for every moment of the phase. */
function Rail({ walk, moment, at }: { walk: Walk; moment: Moment | null; at: number }) {
  const parts = [...new Set(walk.moments.map(({ part }) => part))];
  const all = parts.flatMap((part) => PHASES.map((phase) => ({ part, phase })));
  return (
    <ol className={classes["rail"]} aria-label="Moments of the step">
      {all.map(({ part, phase }) => {
        const own = walk.moments.flatMap((one, index) =>
          one.part === part && one.phase === phase ? [index] : [],
        );
        const isNow = moment?.part === part && moment.phase === phase;
        return (
          <li
            key={`${part} ${phase}`}
            data-now={isNow || undefined}
            data-begins={(part > 0 && phase === "batch") || undefined}
          >
            <button
              type="button"
              aria-current={isNow ? "step" : undefined}
              disabled={own.length === 0}
              onClick={() => goTo(own[0] ?? 0)}
            >
              {PHASE_NAMES[phase]}
            </button>
            <span className={classes["dots"]} aria-hidden>
              {own.length <= 24 &&
                own.map((index) => <i key={index} data-done={index <= at || undefined} />)}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
