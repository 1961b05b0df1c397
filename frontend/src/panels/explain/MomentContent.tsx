/** The numbers of one moment of a training step. */
import { Bars } from "../../components/Bars";
import { follow } from "../../session/slowStep";
import { saidIn, type Moment } from "../../store/walk";
import { numberText } from "../../views/tensors";
import { MomentPicture } from "./MomentPicture";
import { OptimizerMoment } from "./OptimizerMoment";
import classes from "./SlowStepPanel.module.css";
import type { NameOf } from "./stepNames";

/** Most bars that fit into one column. */
const MOST_IN_A_COLUMN = 6;

export interface MomentContentProps {
  readonly moment: Moment;
  readonly nameOf: NameOf;
}

export function MomentContent({ moment, nameOf }: MomentContentProps) {
  switch (moment.phase) {
    case "batch":
      return <Batch moment={moment} />;
    case "forward":
    case "backward":
      return moment.readings.map((reading, at) => (
        <MomentPicture
          key={`${moment.phase} ${reading.path} ${at}`}
          reading={reading}
          nameOf={nameOf}
        />
      ));
    case "loss":
      return <LossNumbers moment={moment} />;
    case "clip":
      return <Lengths moment={moment} />;
    case "optimizer":
      return <OptimizerMoment moment={moment} nameOf={nameOf} />;
    case "after":
      return <After moment={moment} />;
  }
}

/** The samples of the batch. One of them is followed through the step. */
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
