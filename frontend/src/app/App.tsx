/** The root component of the page. It sets up the theme and the session, and fills each part of the screen. */
import { MantineProvider } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Suspense, useEffect, useEffectEvent, type ReactNode } from "react";

import { AskedChip } from "../panels/ask/AskedChip";
import { ProbePanels } from "../panels/readings/ProbePanels";
import { OutputPanel } from "../panels/output/OutputPanel";
import { Hints } from "../components/Hints";
import { Canvas } from "../editor/canvas/Canvas";
import { DragLayers } from "../editor/palette/DragLayers";
import { LAYER_SEARCH, Palette } from "../editor/palette/Palette";
import { useIsComparing } from "../store/comparison";
import { openFork, useForkDialog } from "../store/forkDialog";
import { didFirst } from "../store/firstVisit";
import { useShownByLesson } from "../store/lessons";
import { present } from "../store/presenting";
import { useProject } from "../store/project";
import { useRun } from "../store/runs";
import { useRunsTable } from "../store/runsTable";
import { beginAnew, closeComparison, openComparison } from "../session/session";
import { closeSlowStep, openSlowStep, useSlowStep } from "../session/slowStep";
import { useSession } from "./connect";
import { FileDrop } from "./FileDrop";
import { FirstHints } from "./FirstHints";
import { Guard } from "./Guard";
import { Header } from "./Header";
import {
  AskPanel,
  CellPanel,
  ComparePanel,
  DataTab,
  Doctor,
  FindBox,
  ForkDialog,
  GradientFlow,
  InsidesPanel,
  Inspector,
  LessonsTab,
  RunsOrWorst,
  RunsTable,
  ShortcutSheet,
  SlowStepPanel,
  Timeline,
  TrainingPanel,
} from "./later";
import { leaveEmptiedLessons } from "./leaveLesson";
import { Messages } from "./Messages";
import { Notice } from "./Notice";
import { Presenting } from "./presenting/later";
import { usePresentMode } from "./presenting/usePresentMode";
import { Shell, type StripPart } from "./Shell";
import type { ShellLayout, ShellTab, StripTab } from "./shellLayout";
import { cssVariablesResolver, theme } from "./theme";
import { SkipLinks } from "./SkipLinks";
import { useKeys } from "./useKeys";
import { useLayout } from "./useLayout";
import { useServerNotices } from "./useServerNotices";
import { Waiting } from "./Waiting";
import { stateWord } from "./words";

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <Guard name="The page">
        <Connecting />
      </Guard>
    </MantineProvider>
  );
}

function Connecting() {
  const connected = useSession();
  if (connected.state !== "connected") return <Waiting problem={connected.problem} />;
  return (
    <>
      <Screen />
      <Everywhere />
    </>
  );
}

/** What works on every screen: the words of marks, and files that are dropped. */
function Everywhere() {
  const { layout, setLayout } = useLayout();
  const openData = () => {
    present(false);
    setLayout(withTab(layout, "data"));
  };
  return (
    <>
      <Hints onShown={didPoint} />
      <FileDrop onData={openData} />
    </>
  );
}

const didPoint = () => didFirst("point");

function withTab(layout: ShellLayout, tab: ShellTab): ShellLayout {
  return { ...layout, tab, closed: { ...layout.closed, left: false } };
}

function Screen() {
  const { layout, setLayout, arrangement } = useLayout();
  const [sheetOpened, sheet] = useDisclosure(false);
  const isPresenting = usePresentMode();
  const [isFinding, finding] = useDisclosure(false);
  useRoomForStep(layout, setLayout);
  useKeys((what) => {
    if (what === "sheet") return sheet.toggle();
    if (what === "fork") return openFork();
    if (what === "slow step") return void openSlowStep();
    if (what === "present") return present(true);
    if (isPresenting) return;
    if (what === "find") return finding.open();
    setLayout(withTab(layout, "layers"));
    focusSoon(LAYER_SEARCH);
  });
  const startAnew = () => {
    beginAnew();
    setLayout(withTab(layout, "layers"));
  };
  usePageTitle();
  useServerNotices();
  useEffect(leaveEmptiedLessons, []);
  const work = useProject((state) => state.origin);
  const isComparing = useIsComparing();
  const isForking = useForkDialog().isOpen;
  const isTableOpen = useRunsTable((state) => state.isOpen);
  const isSlow = useSlowStep((state) => state.isOpen);
  const shows = useShownByLesson((state) => state.shows);
  const strip = isSlow ? "step" : isComparing ? "compare" : (shows ?? layout.strip ?? "history");
  const { left, right, bottom } = layout.closed;
  if (isPresenting) return <Presented sheet={sheetOpened && <Sheet onClose={sheet.close} />} />;
  const openStrip = (chosen: StripTab) => {
    if (chosen === "step") return void openSlowStep();
    closeSlowStep();
    if (chosen === "compare") openComparison();
    else closeComparison();
    useShownByLesson.setState({ shows: null });
    setLayout({ ...layout, strip: chosen, closed: { ...layout.closed, bottom: false } });
  };
  const page = { layout, onLayout: setLayout, onStrip: openStrip, onSheet: sheet.open };
  return (
    <DragLayers>
      <SkipLinks />
      <Shell
        layout={layout}
        onLayout={setLayout}
        arrangement={arrangement}
        header={<Header onFind={finding.open} onSheet={sheet.open} onNew={startAnew} />}
        tabs={left ? NO_TABS : TABS}
        canvas={CANVAS}
        // Closed panels are not rendered, so that nothing is measured for them.
        output={right ? null : OUTPUT}
        work={work}
        strip={strip}
        onStrip={openStrip}
        parts={bottom ? [] : strip === "compare" && !isComparing ? NOT_YET : STRIPS[strip]}
        notice={NOTICE}
      />
      {isForking && later(<ForkDialog />)}
      {isTableOpen && later(<RunsTable />)}
      {isFinding && later(<FindBox {...page} onClose={finding.close} />)}
      {sheetOpened && <Sheet onClose={sheet.close} />}
    </DragLayers>
  );
}

function Sheet({ onClose }: { onClose: () => void }) {
  return later(<ShortcutSheet opened onClose={onClose} />);
}

/** The screen while a person presents. */
function Presented({ sheet }: { sheet: ReactNode }) {
  return (
    <DragLayers>
      {guarded("The presenting mode", <Presenting canvas={CANVAS} notice={<Notice />} />)}
      {sheet}
    </DragLayers>
  );
}

/** Opens the bottom strip when the slow step starts, because the slow step is shown there. */
function useRoomForStep(layout: ShellLayout, setLayout: (layout: ShellLayout) => void): void {
  const isSlow = useSlowStep((state) => state.isOpen);
  const open = useEffectEvent(() => {
    if (layout.closed.bottom) setLayout({ ...layout, closed: { ...layout.closed, bottom: false } });
  });
  useEffect(() => {
    if (isSlow) open();
  }, [isSlow]);
}

const NO_TABS = { lessons: null, data: null, layers: null };

const TABS = {
  lessons: guarded("The lessons", <LessonsTab />),
  data: guarded("The data", <DataTab />),
  layers: guarded("The palette", <Palette />),
};

const CANVAS = (
  <>
    {guarded("The network", <Canvas />)}
    {guarded("The inspector", <Inspector readings={readingsOf} />)}
    {guarded("What was asked", <AskedChip />)}
    <Messages />
  </>
);

function readingsOf(node: string): ReactNode {
  return (
    <>
      {guarded("The worked-out number", <CellPanel key={node} node={node} />)}
      <ProbePanels place="node" node={node} open={1} />
    </>
  );
}

const NOTICE = (
  <>
    <Notice />
    {guarded("The doctor", <Doctor />)}
    <FirstHints />
  </>
);

const OUTPUT = (
  <>
    {guarded("The output", <OutputPanel />)}
    {guarded("The training", <TrainingPanel />)}
  </>
);

const RUNS = { title: "Runs", content: guarded("The list of runs", <RunsOrWorst />) };

const STRIPS: Readonly<Record<StripTab, readonly StripPart[]>> = {
  history: [
    { title: "Timeline", content: guarded("The timeline", <Timeline />) },
    { title: "Gradient flow by layer", content: guarded("The gradient flow", <GradientFlow />) },
    RUNS,
  ],
  insides: [{ title: "Insides", content: guarded("The insides", <InsidesPanel />), isWide: true }],
  compare: [
    { title: "Compare", content: guarded("The comparison", <ComparePanel />), isWide: true },
    RUNS,
  ],
  ask: [{ title: "Ask", content: guarded("The questions", <AskPanel />), isWide: true }],
  step: [{ title: "One step", content: guarded("The step", <SlowStepPanel />), isWide: true }],
};

const NOT_YET: readonly StripPart[] = [
  {
    title: "Compare",
    content: <p>Tick two to six runs in the list, or fork a run with one change.</p>,
    isWide: true,
  },
  RUNS,
];

function guarded(name: string, panel: ReactNode): ReactNode {
  return <Guard name={name}>{later(panel)}</Guard>;
}

/** A part whose code may still have to be loaded. */
function later(part: ReactNode): ReactNode {
  return <Suspense fallback={null}>{part}</Suspense>;
}

/** Moves the focus to a field that is rendered with the next frame. */
function focusSoon(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}

/** Sets the title of the browser tab: the state of the run and the title of the drawing. */
function usePageTitle(): void {
  const title = useProject((state) => state.file.title);
  const run = useRun();
  const word = run && !run.draft ? `${stateWord(run)} · ` : "";
  useEffect(() => {
    document.title = `${word}${title} · Torchground`;
  }, [word, title]);
}
