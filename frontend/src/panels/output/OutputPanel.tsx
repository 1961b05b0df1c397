/** The network's answers, how good they are, and the loss over time. */
import { useMemo } from "react";

import { ofKind, type Tensor } from "../../api/reading";
import { Panel } from "../../components/Panel";
import { usePreferences } from "../../store/preferences";
import { useFrameLately } from "../../store/readings";
import { LossPanel } from "./LossPanel";
import { ProbePanels } from "../readings/ProbePanels";
import { OutputMap } from "./OutputMap";
import classes from "./OutputPanel.module.css";
import { CONFUSION, CURVE, PREDICTION, sampleOutput } from "../readings/probes";
import { usePlotHeight } from "../shared/room";
import { partsOf, useRunOutput, type RunOutput } from "../shared/runOutput";
import { Watched } from "../readings/Watched";

export function OutputPanel() {
  const output = useRunOutput();
  // The loss comes right below the first answer, so that it is visible without scrolling.
  const answers = output?.form === "offers" ? 1 : 0;
  return (
    <>
      {output && <Answers output={output} />}
      <ProbePanels place="output" open={1} to={answers} />
      <LossPanel />
      <ProbePanels place="output" open={2 - answers} from={answers} />
    </>
  );
}

function Answers({ output }: { readonly output: RunOutput }) {
  switch (output.form) {
    case "plane":
      return <OutputMap output={output} />;
    case "curve":
      return <CurvePanel output={output} />;
    case "numbers":
      return <PredictionPanel output={output} />;
    case "classes":
      return (
        <>
          <ConfusionPanel />
          <SamplePanel output={output} />
        </>
      );
    case "offers":
      return null;
  }
}

export function ConfusionPanel() {
  return (
    <Panel title="Confusion · test">
      <div className={classes["square"]}>
        <Watched
          probe={CONFUSION}
          label="True classes down, predicted classes across"
          room="28vh"
        />
      </div>
    </Panel>
  );
}

/** The most likely classes of the sample that the network shows. */
export function SamplePanel({ output }: { readonly output: RunOutput }) {
  const sample = usePreferences((state) => state.sample);
  const { frame } = useFrameLately(sampleOutput(sample));
  const target = ofKind(frame?.readings[0], "vector")?.facts.target;
  const name = typeof target === "number" ? output.info.classes?.[target] : undefined;
  const which = sample.of === "asked" ? "your own" : `${sample.of} sample ${sample.index + 1}`;
  return (
    <Panel title="This sample" aside={name === undefined ? which : `${which}: truly ${name}`}>
      <Watched
        key={`${sample.of} ${sample.index}`}
        probe={sampleOutput(sample)}
        label={`How sure the network is of each class, ${output.info.classes?.length ?? 0} in all`}
        room={64}
        compact
      />
    </Panel>
  );
}

export function CurvePanel({ output }: { readonly output: RunOutput }) {
  const showTest = usePreferences((state) => state.showTest);
  const height = usePlotHeight(220, 2);
  const { samples } = output;
  const drawn = useMemo(() => {
    const halves = samples ? partsOf(samples, showTest) : [];
    const x = halves.flatMap(({ inputs }) => (inputs ?? []).map(([value = NaN]) => value));
    return { x: tensor(x), y: tensor(halves.flatMap(({ targets }) => targets)) };
  }, [samples, showTest]);
  return (
    <Panel title="Output">
      <Watched
        probe={CURVE}
        label="The network’s curve over the samples"
        room={height}
        height={height}
        samples={drawn}
      />
    </Panel>
  );
}

function tensor(values: readonly number[]): Tensor {
  return {
    dtype: "float32",
    shape: [values.length],
    scale: null,
    data: Float32Array.from(values),
  };
}

export function PredictionPanel({ output }: { readonly output: RunOutput }) {
  const height = usePlotHeight(220, 2);
  return (
    <Panel title="Prediction against truth · test">
      <Watched
        probe={PREDICTION}
        label={`Predicted ${output.info.target ?? "target"} against the true one`}
        room={height}
        height={height}
      />
    </Panel>
  );
}
