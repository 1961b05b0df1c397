/** One training step in slow motion: its moments one by one, each with a sentence and the numbers of one sample. */
import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";

import type { Reading } from "../../api/reading";
import type { ProjectFile } from "../../api/types";
import { entryOf } from "../../project/entries";
import { isGoing } from "../../project/runState";
import {
  measureAgain,
  openSlowStep,
  useMoment,
  useSlowStep,
  walkOn,
  type Taken,
} from "../../session/slowStep";
import { useCatalogue } from "../../store/catalogue";
import { useRun, useRunProject, useStatus } from "../../store/runs";
import type { Moment, Walk } from "../../store/walk";
import { numberText } from "../../views/tensors";
import { Nothing } from "../readings/Watched";
import { MomentContent } from "./MomentContent";
import { MomentPicture } from "./MomentPicture";
import { SlowStepControls } from "./SlowStepControls";
import classes from "./SlowStepPanel.module.css";
import { weightName, type NameOf } from "./stepNames";
import { description, titleOf, type LookUp } from "./stepWords";

/** How long each moment is shown while the walk plays, in milliseconds: long enough to read its sentence. */
const PACE_MS = 3200;
const MOST_INPUTS = 3;
export function SlowStepPanel() {
  const { walk, isBusy, problem } = useSlowStep();
  const moment = useMoment();
  const run = useRun();
  useNewest(walk);
  useWalking();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  return (
    <section ref={panel} tabIndex={-1} className={classes["panel"]} aria-label="One step, slowly">
      <SlowStepControls walk={walk} moment={moment} isBusy={isBusy} />
      {isGoing(run) ? (
        <p className={classes["note"]}>
          The run trains on.{" "}
          <Button size="compact-xs" variant="light" onClick={() => void openSlowStep()}>
            Pause it and look at its next step
          </Button>
        </p>
      ) : problem !== null ? (
        <p className={classes["note"]}>{problem}</p>
      ) : moment && walk ? (
        <Shown walk={walk} moment={moment} />
      ) : (
        <Nothing room={80} why="Working out the next step…" />
      )}
    </section>
  );
}

/** Measures the step again if the run has moved on or its settings have changed. */
function useNewest(walk: Walk | null): void {
  const run = useRun();
  const status = useStatus();
  const step = Math.max(run?.step ?? 0, status?.run === run?.id ? (status?.step ?? 0) : 0);
  const isBusy = useSlowStep((state) => state.isBusy);
  const settings = JSON.stringify(run?.settings ?? null);
  const seen = useRef(settings);
  useEffect(() => {
    if (!walk || !run || isBusy || isGoing(run)) return;
    const isOld = walk.run !== run.id || walk.step < step || seen.current !== settings;
    seen.current = settings;
    if (isOld) void measureAgain();
  }, [isBusy, run, settings, step, walk]);
}

/** Goes to the next moment at regular times while the walk plays. */
function useWalking(): void {
  const isPlaying = useSlowStep((state) => state.isPlaying);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(walkOn, PACE_MS);
    return () => clearInterval(timer);
  }, [isPlaying]);
}

function Shown({ walk, moment }: { walk: Walk; moment: Moment }) {
  const project = useRunProject();
  const catalogue = useCatalogue();
  const taken = useSlowStep((state) => state.taken);
  const lookUp: LookUp = (family, type) => entryOf(catalogue, family, type);
  const { title, sentence, formula } = description(moment, project, lookUp);
  const nameOf: NameOf = (id) =>
    titleOf(
      project?.network.nodes.find((node) => node.id === id),
      id,
      lookUp,
    );
  return (
    <div className={classes["shown"]}>
      <div className={classes["words"]} aria-live="polite">
        {taken && moment.phase === "batch" && <TakenNote taken={taken} />}
        <h2>{title}</h2>
        <p>{sentence}</p>
        {formula && <p className={classes["formula"]}>{formula}</p>}
        <p className={classes["where"]}>step {(walk.step + 1).toLocaleString("en-US")} to come</p>
      </div>
      {/* A region that scrolls must be reachable by the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes["numbers"]} role="group" aria-label="Numbers" tabIndex={0}>
        {moment.phase === "forward" && (
          <Incoming readings={incoming(walk, moment, project)} nameOf={nameOf} />
        )}
        <MomentContent moment={moment} nameOf={nameOf} />
      </div>
    </div>
  );
}

/** The inputs of the current node, shown before its output. */
function Incoming(props: { readonly readings: readonly Reading[]; readonly nameOf: NameOf }) {
  if (props.readings.length === 0) return null;
  return (
    <>
      {props.readings.map((reading, at) => (
        <MomentPicture
          key={`${reading.path} ${at}`}
          reading={reading}
          nameOf={props.nameOf}
          isInput
        />
      ))}
      <span className={classes["becomes"]} aria-label="becomes">
        →
      </span>
    </>
  );
}

/** The outputs of the nodes that feed a node, in the order of its inputs. */
function incoming(walk: Walk, { node, part }: Moment, project: ProjectFile | null): Reading[] {
  const wires = (project?.network.edges ?? []).filter(({ target }) => target === node);
  return wires
    .sort((a, b) => (a.handle ?? 0) - (b.handle ?? 0))
    .flatMap(({ source }) => {
      const before = walk.moments.find(
        (one) => one.phase === "forward" && one.part === part && one.node === source,
      );
      return before?.readings.slice(0, 1) ?? [];
    })
    .slice(0, MOST_INPUTS);
}

function TakenNote({ taken: { step, promised, became } }: { taken: Taken }) {
  const isSame = became === promised.after;
  return (
    <p className={classes["taken"]} data-testid="taken">
      Step {step.toLocaleString("en-US")} was taken: {weightName(promised)} is now{" "}
      <b title={String(became)}>{numberText(became)}</b>
      {isSame ? ", as it was worked out." : `, not ${numberText(promised.after)}.`}
    </p>
  );
}
