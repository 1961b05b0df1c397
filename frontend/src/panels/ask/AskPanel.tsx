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
  const tells = task === "regression" || (task === "classification" && isOfClasses(info));
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
  const label = isOfClasses(info)
    ? `How sure the network is of each of ${info.classes?.length ?? 0} classes`
    : `What the network predicts: ${info.target ?? "y"}`;
  return (
    <section className={classes["answer"]} aria-label="Answer">
      <h2 className={classes["heading"]}>
        {isAsked ? "What it makes of yours" : `Test sample ${sample.index + 1}`}
      </h2>
      {!isOfClasses(info) && <p className={classes["remark"]}>{info.target}</p>}
      <Watched
        key={isAsked ? "asked" : `${sample.of} ${sample.index}`}
        probe={sampleOutput(sample)}
        label={label}
        room={64}
      />
    </section>
  );
}
