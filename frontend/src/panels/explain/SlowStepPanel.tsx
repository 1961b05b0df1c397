/** One training step, slowly: a walk through its moments, each with a sentence and the numbers of one sample. */
import { ActionIcon, Button, Loader, Tooltip } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconX,
} from "@tabler/icons-react";
import { useEffect, useRef, useState, type CSSProperties } from "react";

import { ofKind, type FactsOf, type Reading } from "../../api/reading";
import type { ProjectFile } from "../../api/types";
import { Bars } from "../../components/Bars";
import { Pointed } from "../../components/Pointed";
import { useCatalogue } from "../../store/catalogue";
import { entryOf } from "../../project/entries";
import { isGoing } from "../../project/runState";
import { useRun, useRunProject, useStatus } from "../../store/runs";
import {
  closeSlowStep,
  follow,
  goTo,
  lookAgain,
  openSlowStep,
  takeStep,
  togglePlaying,
  useMoment,
  useSlowStep,
  walkBy,
  walkOn,
  type Taken,
} from "../../session/slowStep";
import {
  PHASES,
  saidIn,
  stepOf,
  tableOf,
  type Followed,
  type Moment,
  type Walk,
} from "../../store/walk";
import { pixelsOf, numberText } from "../../views/tensors";
import { ViewOf } from "../../views/ViewOf";
import classes from "./SlowStepPanel.module.css";
import { PHASE_NAMES, titleOf, description, type LookUp } from "./stepWords";
import { Nothing } from "../readings/Watched";

/** How long each moment stays while it walks by itself: long enough to read its sentence. */
const PACE_MS = 3200;
const MOST_INPUTS = 3;
/** So many classes find room below one another. */
const MOST_IN_A_COLUMN = 6;

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
      <Controls walk={walk} moment={moment} isBusy={isBusy} />
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

/** Looks again when the run went on without this walk, or its settings were changed. */
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
    if (isOld) void lookAgain();
  }, [isBusy, run, settings, step, walk]);
}

/** Goes on by itself while it is asked to. */
function useWalking(): void {
  const isPlaying = useSlowStep((state) => state.isPlaying);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(walkOn, PACE_MS);
    return () => clearInterval(timer);
  }, [isPlaying]);
}

interface ControlsProps {
  readonly walk: Walk | null;
  readonly moment: Moment | null;
  readonly isBusy: boolean;
}

function Controls({ walk, moment, isBusy }: ControlsProps) {
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
      {isBusy && <Loader size="1rem" aria-label="working it out" />}
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
  readonly children: React.ReactNode;
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

/** The phases in a row, each with a dot for every moment in it. */
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

function Shown({ walk, moment }: { walk: Walk; moment: Moment }) {
  const project = useRunProject();
  const catalogue = useCatalogue();
  const taken = useSlowStep((state) => state.taken);
  const lookUp: LookUp = (family, type) => entryOf(catalogue, family, type);
  const { title, sentence, formula } = description(moment, project, lookUp);
  const nameOf = (id: string) =>
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
      {/* It scrolls, so it can be reached with the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes["numbers"]} role="group" aria-label="Numbers" tabIndex={0}>
        {moment.phase === "forward" && (
          <Incoming readings={incoming(walk, moment, project)} nameOf={nameOf} />
        )}
        <Content moment={moment} nameOf={nameOf} />
      </div>
    </div>
  );
}

/** What comes into the node that acts, before what it makes of it. */
function Incoming(props: { readonly readings: readonly Reading[] } & Pick<ContentProps, "nameOf">) {
  if (props.readings.length === 0) return null;
  return (
    <>
      {props.readings.map((reading, at) => (
        <Picture key={`${reading.path} ${at}`} reading={reading} nameOf={props.nameOf} isInput />
      ))}
      <span className={classes["becomes"]} aria-label="becomes">
        →
      </span>
    </>
  );
}

/** The outputs of the nodes that a node takes its inputs from, in the order of its inputs. */
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

interface ContentProps {
  readonly moment: Moment;
  readonly nameOf: (node: string) => string;
}

function Content({ moment, nameOf }: ContentProps) {
  switch (moment.phase) {
    case "batch":
      return <Batch moment={moment} />;
    case "forward":
    case "backward":
      return moment.readings.map((reading, at) => (
        <Picture key={`${moment.phase} ${reading.path} ${at}`} reading={reading} nameOf={nameOf} />
      ));
    case "loss":
      return <LossNumbers moment={moment} />;
    case "clip":
      return <Lengths moment={moment} />;
    case "optimizer":
      return <Optimizer moment={moment} nameOf={nameOf} />;
    case "after":
      return <After moment={moment} />;
  }
}

/** The samples of the batch; one is followed. */
function Batch({ moment }: { moment: Moment }) {
  const batch = saidIn(moment, "batch");
  if (!batch) return null;
  const { samples, sample: followed } = batch;
  const hidden = batch.size - samples.length;
  return (
    <div className={classes["batch"]} role="group" aria-label="Samples of the batch">
      {samples.map((sample, at) => (
        <button
          key={at}
          type="button"
          aria-pressed={at === followed}
          onClick={() => void follow({ sample: at })}
        >
          {sample}
        </button>
      ))}
      {hidden > 0 && <span>and {hidden} more</span>}
    </div>
  );
}

const QUANTITIES: Readonly<Record<string, string>> = {
  gradient: "gradient",
  change: "change Δ",
  exp_avg: "exp_avg (m)",
  exp_avg_sq: "exp_avg_sq (v)",
};

/** One picture with what it is of; a vector of few numbers writes them out. */
function Picture(props: {
  readonly reading: Reading;
  readonly nameOf: (node: string) => string;
  readonly isInput?: boolean;
}) {
  const { reading, nameOf, isInput = false } = props;
  const [words, setWords] = useState<string | null>(null);
  const caption = isInput ? `from ${nameOf(reading.path)}` : captionOf(reading, nameOf);
  const step = stepOf(reading);
  const tokens = (step && "tokens" in step && step.tokens) || [];
  const numbers = ofKind(reading, "vector")?.tensors.values;
  return (
    <figure
      className={classes["picture"]}
      data-kind={reading.kind}
      style={{ "--narrow": narrowness(reading) } as CSSProperties}
    >
      <Pointed words={words}>
        <div>
          <ViewOf key={caption} reading={reading} label={caption} onHover={setWords} />
        </div>
      </Pointed>
      {numbers && (
        <ul className={classes["values"]} aria-label={`Numbers of ${caption}`}>
          {[...pixelsOf(numbers)].map((value, at) => (
            <li key={at}>{tokens[at] ?? numberText(value)}</li>
          ))}
        </ul>
      )}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

/** A matrix taller than wide is drawn narrower, so that all of it is seen: columns by rows, at most 1. */
function narrowness(reading: Reading): number {
  const [rows = 1, columns = 1] = ofKind(reading, "matrix")?.tensors.values.shape ?? [];
  return Math.min(1, columns / rows);
}

function captionOf(reading: Reading, nameOf: (node: string) => string): string {
  const step = stepOf(reading);
  const { facts, path } = reading;
  if (!step || !("shape" in facts)) return nameOf(path);
  const shape = (facts.shape ?? []).join("×") || "1";
  const [some, all] = [facts.shown ?? 0, facts.total ?? 0];
  const part = some < all ? `, the first ${some} of ${all}` : "";
  switch (step.phase) {
    case "forward":
    case "backward": {
      const every = (step.every ?? 1) > 1 ? `, every ${step.every}th pixel` : "";
      const of = step.of ? `${step.of} sample, ` : "";
      return `${of}${step.phase === "forward" ? "output" : "slope"} ${shape}${part}${every}`;
    }
    case "gradient":
    case "optimizer": {
      if (!("quantity" in step)) return paramName(path, nameOf);
      const quantity = step.quantity ?? "";
      const length = numberText(step.norm ?? NaN);
      return `${QUANTITIES[quantity] ?? quantity} of ${paramName(path, nameOf)}, length ${length}${part}`;
    }
    default:
      return nameOf(path);
  }
}

function LossNumbers({ moment }: { moment: Moment }) {
  const said = saidIn(moment, "loss");
  if (!said) return null;
  const { target, classes: names } = said;
  const answer = said.answer ?? [];
  const bars = answer.map((value, at) => {
    const name = names[at] ?? `output ${at + 1}`;
    return { name: name === target ? `▸ ${name}` : name, value, text: numberText(value) };
  });
  const most = Math.max(1, ...answer.map(Math.abs));
  return (
    <>
      {bars.length > 0 && (
        <div className={classes["bars"]} data-many={bars.length > MOST_IN_A_COLUMN || undefined}>
          <Bars bars={bars} max={most} label="The answer for the followed sample" />
          {target !== null && (
            <p>wanted: {typeof target === "number" ? numberText(target) : target}</p>
          )}
        </div>
      )}
      <Big name="loss of the batch" value={said.loss} />
      <Big name="loss of the sample" value={said.of_sample} />
    </>
  );
}

function Lengths({ moment }: { moment: Moment }) {
  const clip = saidIn(moment, "clip");
  if (!clip) return null;
  const isPulled = clip.l1 !== 0 || clip.l2 !== 0;
  const isClipped = clip.clip_grad_norm !== null || clip.clip_grad_value !== null;
  const length = (name: string, value: number) => ({ name, value, text: numberText(value) });
  const bars = [
    length("gradient", clip.norm),
    ...(isPulled ? [length("with L1, L2", clip.pulled)] : []),
    ...(isPulled || isClipped ? [length("as taken", clip.taken)] : []),
  ];
  return (
    <>
      <div className={classes["bars"]}>
        <Bars bars={bars} max={Math.max(...bars.map(({ value }) => value))} label="Lengths" />
        {clip.num_cut !== null && (
          <p>
            {clip.num_cut} of {clip.num} numbers were cut
          </p>
        )}
      </div>
      {isClipped && <Big name="factor" value={clip.factor} />}
    </>
  );
}

function Optimizer({ moment, nameOf }: ContentProps) {
  const weight = saidIn(moment, "optimizer")?.weight ?? null;
  const pictures = moment.readings.filter(({ kind }) => kind !== "table");
  return (
    <>
      {weight && <FollowedWeight weight={weight} nameOf={nameOf} />}
      <Params table={tableOf(moment)} followed={weight?.param ?? null} nameOf={nameOf} />
      {pictures.map((reading, at) => (
        <Picture key={at} reading={reading} nameOf={nameOf} />
      ))}
    </>
  );
}

/** One weight with its own numbers. */
function FollowedWeight({ weight, nameOf }: { weight: Followed; nameOf: ContentProps["nameOf"] }) {
  const rows: [string, number | null | undefined, number | null | undefined][] = [
    ["weight w", weight.before, weight.after],
    ["gradient g", weight.gradient, weight.taken === weight.gradient ? undefined : weight.taken],
    ...Object.entries(weight.memory).map(
      ([name, value]): [string, number | null | undefined, number] => [
        QUANTITIES[name] ?? name,
        weight.memory_before[name] ?? 0,
        value,
      ],
    ),
    ["change Δ", weight.change, undefined],
  ];
  return (
    <table className={classes["weight"]} data-testid="followed">
      <caption>{weightName(weight, nameOf)}</caption>
      <tbody>
        {rows.map(([name, from, to]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td title={String(from)}>{numberOrDash(from)}</td>
            <td title={to === undefined ? undefined : String(to)}>
              {to === undefined ? "" : `→ ${numberOrDash(to)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Every param with the lengths of its numbers; a click follows the weight of it that moves most. */
function Params(props: {
  readonly table: FactsOf<"table"> | undefined;
  readonly followed: string | null;
  readonly nameOf: ContentProps["nameOf"];
}) {
  const { columns = [], rows = [] } = props.table ?? {};
  if (rows.length === 0) return <p>Nothing learns here: every layer is frozen.</p>;
  return (
    <div className={classes["params"]}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column === "param" ? "length of" : (QUANTITIES[column] ?? column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values]) => (
            <tr key={String(name)} data-now={name === props.followed || undefined}>
              <th scope="row">
                <button
                  type="button"
                  onClick={() => void follow({ param: String(name), index: [] })}
                >
                  {paramName(String(name), props.nameOf)}
                </button>
              </th>
              {values.map((value, at) => (
                <td key={at}>{numberOrDash(typeof value === "number" ? value : null)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function After({ moment }: { moment: Moment }) {
  const said = saidIn(moment, "after");
  return (
    <>
      <Big name="loss before" value={said?.loss ?? null} />
      <Big name="loss after" value={said?.new_loss ?? null} />
      <p className={classes["note"]}>
        Nothing has happened yet: the run still stands before this step. Take it, and the next one
        is shown.
      </p>
    </>
  );
}

function Big({ name, value }: { name: string; value: number | null }) {
  if (value === null) return null;
  return (
    <p className={classes["big"]}>
      <b title={String(value)}>{numberText(value)}</b>
      <span>{name}</span>
    </p>
  );
}

function weightName({ param, index }: Followed, nameOf?: ContentProps["nameOf"]): string {
  return `${nameOf ? paramName(param, nameOf) : param}[${index.join(", ")}]`;
}

function paramName(path: string, nameOf: ContentProps["nameOf"]): string {
  const [node = "", ...rest] = path.split(".");
  return `${nameOf(node)} ${rest.join(".")}`;
}

function numberOrDash(value: number | null | undefined): string {
  return typeof value === "number" ? numberText(value) : "–";
}
