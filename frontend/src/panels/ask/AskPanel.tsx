/** Asks the network in its current state: its answer to a new input, what it depends on, how it can be misled. */
import type { DataInfo } from "../../api/types";
import { usePreferences } from "../../store/preferences";
import { useRunProject } from "../../store/runs";
import classes from "./AskPanel.module.css";
import { inputFormOf, type AskProps } from "../sample/customSample";
import { AskNumbers } from "./AskNumbers";
import { AskSeries } from "./AskSeries";
import { AskText } from "./AskText";
import { DrawPad } from "./DrawPad";
import { Predicted } from "./Predicted";
import { ProbePanels } from "../readings/ProbePanels";
import { sampleOutput } from "../readings/probes";
import { useRunOutput } from "../shared/runOutput";
import { Watched } from "../readings/Watched";

export function AskPanel() {
  const output = useRunOutput();
  return (
    <div className={classes["ask"]}>
      {output && <Input info={output.info} samples={output.samples} />}
      <div className={classes["offers"]}>
        <ProbePanels place="ask" open={2} across />
      </div>
    </div>
  );
}

function Input({ info, samples }: AskProps) {
  const kind = inputFormOf(info, samples);
  const usual = isOfClasses(info) ? "classification" : "regression";
  const task = useRunProject()?.training.task?.type ?? usual;
  const isOfNumbers = task === "regression" && info.num_targets !== 0;
  const tells = isOfNumbers || (task === "classification" && isOfClasses(info));
  if (typeof kind !== "string")
    return <p className={classes["remark"]}>{kind.why}; pick a sample in the Data tab instead.</p>;
  return (
    <>
      <section className={classes["input"]} aria-label="Your own input">
        {kind === "picture" && <DrawPad info={info} samples={samples} />}
        {kind === "text" && <AskText info={info} samples={samples} />}
        {kind === "series" && <AskSeries info={info} samples={samples} />}
        {kind === "numbers" && <AskNumbers info={info} samples={samples} />}
      </section>
      {tells && <Answer info={info} />}
    </>
  );
}

function isOfClasses({ classes = [] }: DataInfo): boolean {
  return classes.length > 0;
}

/** How certain the network is of each class, or the number that it predicts, shown beside the input. */
function Answer({ info }: { readonly info: DataInfo }) {
  const sample = usePreferences((state) => state.sample);
  const isAsked = sample.of === "asked";
  return (
    <section className={classes["answer"]} aria-label="Answer">
      <h2 className={classes["heading"]}>
        {isAsked ? "What it makes of yours" : `Test sample ${sample.index + 1}`}
      </h2>
      {isOfClasses(info) ? (
        <Watched
          key={isAsked ? "asked" : `${sample.of} ${sample.index}`}
          probe={sampleOutput(sample)}
          label={`How sure the network is of each of ${info.classes?.length ?? 0} classes`}
          room={64}
        />
      ) : (
        <Predicted probe={sampleOutput(sample)} target={info.target ?? "y"} />
      )}
    </section>
  );
}
