/** The views that a person can put beside the network while presenting. */
import { lazy, Suspense, use, type ReactNode } from "react";

import type { Offer } from "../../api/types";
import { Panel } from "../../components/Panel";
import { LossPanel } from "../../panels/output/LossPanel";
import { OutputMap } from "../../panels/output/OutputMap";
import {
  ConfusionPanel,
  CurvePanel,
  PredictionPanel,
  SamplePanel,
} from "../../panels/output/OutputPanel";
import { GradientFlow } from "../../panels/readings/GradientFlow";
import { OfferBody } from "../../panels/readings/ProbePanels";
import { RunsOrWorst } from "../../panels/runs/RunsOrWorst";
import { Timeline } from "../../panels/runs/Timeline";
import { Room, usePlotHeight } from "../../panels/shared/room";
import { useRunOutput, type RunOutput } from "../../panels/shared/runOutput";
import { useOffers } from "../../session/offers";
import { useSlowStep } from "../../session/slowStep";
import { useIsComparing } from "../../store/comparison";
import classes from "./Presenting.module.css";
import { ComparePanel, SlowStepPanel } from "../later";
import { Guard } from "../Guard";

export interface PresentView {
  readonly id: string;
  readonly title: string;
  readonly content: ReactNode;
}

const DataView = lazy(async () => ({
  default: (await import("../../panels/data/DataView")).DataView,
}));

/** All views of the run on the screen, those first that are looked at most. */
export function useViews(): readonly PresentView[] {
  const output = useRunOutput();
  const answers = useOffers("output");
  const insides = useOffers("inside");
  const isComparing = useIsComparing();
  const isSlow = useSlowStep((state) => state.isOpen);
  const offered = answers.map((offer) => ofOffer("output", offer));
  // A run without answers of its own kind is known by its first reading.
  const isFirst = output?.form === "offers";
  return [
    ...(isSlow ? [view("step", "One step", <SlowStepPanel />)] : []),
    ...(isComparing ? [view("compare", "Compare", <ComparePanel />)] : []),
    ...(output ? answersOf(output) : []),
    ...(isFirst ? offered.slice(0, 1) : []),
    view("loss", "Loss", <LossPanel />),
    ...(isFirst ? offered.slice(1) : offered),
    ...insides.map((offer) => ofOffer("inside", offer)),
    view("gradients", "Gradient flow by layer", <GradientFlow />),
    view("data", "Data", <DataView />),
    view("timeline", "Timeline", <Timeline />),
    ...(output && hasHardest(output)
      ? [view("hardest", "Hardest test samples", <RunsOrWorst />)]
      : []),
  ];
}

function answersOf(output: RunOutput): PresentView[] {
  switch (output.form) {
    case "plane":
      return [
        view("output", output.isDuel ? "Discriminator" : "Output", <OutputMap output={output} />),
      ];
    case "curve":
      return [view("output", "Output", <CurvePanel output={output} />)];
    case "numbers":
      return [view("output", "Prediction against truth", <PredictionPanel output={output} />)];
    case "classes":
      return [
        view("confusion", "Confusion", <ConfusionPanel />),
        view("sample", "This sample", <SamplePanel output={output} />),
      ];
    case "offers":
      return [];
  }
}

/** Whether the panel of the runs has the test samples with the largest loss. */
function hasHardest({ pictures, form }: RunOutput): boolean {
  return pictures && form === "classes";
}

function ofOffer(place: string, offer: Offer): PresentView {
  const id = `${place} ${JSON.stringify(offer.probe)}`;
  return view(id, offer.title, <OfferView offer={offer} />);
}

function OfferView({ offer }: { readonly offer: Offer }) {
  const room = use(Room);
  const height = usePlotHeight(undefined, 6.5);
  return (
    <div className={classes["offer"]}>
      <Panel title={offer.title}>
        <OfferBody offer={offer} room={room === null ? undefined : height} />
      </Panel>
    </div>
  );
}

function view(id: string, title: string, content: ReactNode): PresentView {
  const guarded = (
    <Guard name={title}>
      <Suspense fallback={null}>{content}</Suspense>
    </Guard>
  );
  return { id, title, content: guarded };
}
