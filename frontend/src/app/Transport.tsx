/** The controls of a run: new seed, reset, play, step and stop. Shows the epoch, the step and the speed. */
import { ActionIcon, Badge, Tooltip } from "@mantine/core";
import {
  IconDice5,
  IconEye,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForward,
  IconPlayerStop,
  IconPlayerTrackNext,
  IconRestore,
  IconWalk,
} from "@tabler/icons-react";
import type { ReactNode } from "react";

import { IconButton } from "../components/IconButton";
import { isGoing, isOver } from "../project/runState";
import { useDelayed, useRun, useSavedStep, useStatus } from "../store/runs";
import { command, newSeed, reset, step, toggle } from "../session/session";
import { useLooking } from "../store/useLooking";
import { openSlowStep } from "../session/slowStep";
import { quietly } from "./quietly";
import { RunState } from "./RunState";
import { Speed } from "./Speed";
import { TrainOn } from "./TrainOn";
import classes from "./Transport.module.css";
import { counter, grouped, placeOf, speedWord } from "./words";

export function Transport() {
  const isLooking = useLooking();
  return (
    <div className={classes["transport"]} role="group" aria-label="Transport">
      {isLooking ? <LookingOn /> : <Buttons />}
      <Where>
        <TrainOn />
      </Where>
      <RunState />
      {!isLooking && <Speed />}
    </div>
  );
}

/** What stays in sight of the transport on a small screen. */
export function SmallTransport() {
  const isLooking = useLooking();
  const isTraining = isGoing(useRun());
  return (
    <div className={classes["small"]} role="group" aria-label="Transport">
      {isLooking ? (
        <LookingOn />
      ) : (
        <>
          <PlayButton isTraining={isTraining} />
          <BatchButton />
        </>
      )}
    </div>
  );
}

/** The rest of it, for the menu of a small screen. */
export function MoreTransport() {
  if (useLooking()) return null;
  return (
    <>
      <StartButtons />
      <StepButtons />
      <TrainOn />
      <Speed />
    </>
  );
}

/** In place of the buttons: a run of somebody else is only looked at. */
function LookingOn() {
  return (
    <Badge variant="outline" size="lg" leftSection={<IconEye size="1rem" aria-hidden />}>
      Looking on
    </Badge>
  );
}

function Buttons() {
  const isTraining = isGoing(useRun());
  return (
    <div className={classes["buttons"]}>
      <StartButtons />
      <PlayButton isTraining={isTraining} />
      <BatchButton />
      <StepButtons />
    </div>
  );
}

function StartButtons() {
  return (
    <>
      <IconButton
        size="1.875rem"
        label="New seed: another start"
        icon={<IconDice5 size="1.125rem" />}
        onClick={() => quietly(newSeed())}
      />
      <IconButton
        size="1.875rem"
        label="Reset to the same start"
        shortcut="R"
        icon={<IconRestore size="1.125rem" />}
        onClick={() => quietly(reset())}
      />
    </>
  );
}

function BatchButton() {
  return (
    <IconButton
      size="1.875rem"
      label="One batch further"
      shortcut="ArrowRight"
      icon={<IconPlayerSkipForward size="1.125rem" />}
      onClick={() => quietly(step("batch"))}
    />
  );
}

function StepButtons() {
  const run = useRun();
  return (
    <>
      <IconButton
        size="1.875rem"
        label="One epoch further"
        shortcut="Shift+ArrowRight"
        icon={<IconPlayerTrackNext size="1.125rem" />}
        onClick={() => quietly(step("epoch"))}
      />
      <IconButton
        size="1.875rem"
        label="One step, slowly"
        shortcut="S"
        icon={<IconWalk size="1.125rem" />}
        onClick={() => quietly(openSlowStep())}
      />
      <IconButton
        size="1.875rem"
        label="Stop for good"
        icon={<IconPlayerStop size="1.125rem" />}
        disabled={!run || run.draft || isOver(run)}
        onClick={() => quietly(command({ type: "stop" }))}
      />
    </>
  );
}

function PlayButton({ isTraining }: { isTraining: boolean }) {
  const label = isTraining ? "Pause" : "Play";
  return (
    <Tooltip label={`${label} (Space)`} openDelay={400}>
      <ActionIcon
        aria-label={label}
        aria-keyshortcuts="Space"
        variant="filled"
        radius="xl"
        size="2.25rem"
        onClick={() => quietly(toggle())}
      >
        {isTraining ? (
          <IconPlayerPauseFilled size="1.125rem" />
        ) : (
          <IconPlayerPlayFilled size="1.125rem" />
        )}
      </ActionIcon>
    </Tooltip>
  );
}

/**
 * The counters; alone in a component, since they change with every status. They show what the worker is doing, which may
 * be ahead of what is saved; they say so when saving takes more than a second.
 */
export function Where({ children }: { readonly children?: ReactNode }) {
  const run = useRun();
  const { epoch, step: steps, stepsPerSecond } = placeOf(run, useStatus());
  const isAhead = steps > useSavedStep();
  const isDelayed = useDelayed() !== null;
  return (
    <div className={classes["where"]}>
      <span
        className={classes["epoch"]}
        data-testid="epoch"
        data-hint="Epochs: how many times the network has seen all train samples"
      >
        {counter(epoch)}
      </span>{" "}
      <span className={classes["rest"]}>
        <span
          className={classes["words"]}
          data-hint="A step is one update of the weights, after one batch of samples"
        >
          epoch · step <span data-testid="step">{grouped(steps)}</span>
          {isAhead && isDelayed && <strong className={classes["unsaved"]}> · not yet saved</strong>}
          {stepsPerSecond !== null && ` · ${speedWord(stepsPerSecond)} steps/s`}
          {run && ` · ${run.device}`}
        </span>
        {children}
      </span>
    </div>
  );
}
