/** Two to six runs side by side: their curves in one chart, a table of their differences, and their progress. */
import { Button, Modal, NativeSelect } from "@mantine/core";
import {
  IconArrowsMaximize,
  IconGitFork,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconX,
} from "@tabler/icons-react";
import { useMemo, useState } from "react";

import type { ChartLine } from "../../components/chart";
import { runColour } from "../../components/colours";
import { IconButton } from "../../components/IconButton";
import { LineSpark } from "../../components/LineSpark";
import { Panel } from "../../components/Panel";
import { PlotlyChart } from "../../components/PlotlyChart";
import { SmallCheck } from "../../components/SmallCheck";
import { useColourMode } from "../../components/useColourMode";
import { usePlotly } from "../../components/usePlotly";
import { APPLIES_TO } from "../../session/comparison";
import { useCompared, type Compared } from "../../store/comparison";
import { openFork } from "../../store/forkDialog";
import { usePreferences } from "../../store/preferences";
import { closeComparison, commandCompared } from "../../session/session";
import { curveOf, quantitiesOf, quantityName, warningsOf } from "./compareLines";
import classes from "./ComparePanel.module.css";
import { CompareTable } from "./CompareTable";
import { useDifferences } from "./useDifferences";

export function ComparePanel() {
  const runs = useCompared();
  const [isLarge, setLarge] = useState(false);
  const title = `Compare · ${runs.length} runs`;
  return (
    <Panel title={title} aside={<Actions runs={runs} onLarge={() => setLarge(true)} />} grow>
      {isLarge ? (
        <Modal
          opened
          onClose={() => setLarge(false)}
          title={title}
          fullScreen
          closeButtonProps={{ "aria-label": "Back to the small comparison" }}
          classNames={{ content: classes["dialog"], body: classes["body"] }}
        >
          <Sides runs={runs} isLarge />
        </Modal>
      ) : (
        <Sides runs={runs} />
      )}
    </Panel>
  );
}

/** Beside so many columns there is room for a large chart; with more of them the table lies below it. */
const MOST_BESIDE = 3;

interface SidesProps {
  readonly runs: readonly Compared[];
  readonly isLarge?: boolean;
}

/** The curves, and the table. */
function Sides({ runs, isLarge = false }: SidesProps) {
  const logLoss = usePreferences((state) => state.logLoss);
  const [chosen, setChosen] = useState("test_loss");
  const rows = useDifferences(runs);
  const quantities = quantitiesOf(runs);
  const quantity = quantities.includes(chosen) ? chosen : "test_loss";
  const isBelow = isLarge && runs.length > MOST_BESIDE;
  const columns = `minmax(13rem, 1fr) minmax(0, ${6.25 + 7 * runs.length}rem)`;
  return (
    <div className={classes["whole"]}>
      {warningsOf(rows).map((warning) => (
        <p key={warning} className={classes["warning"]}>
          {warning}
        </p>
      ))}
      <div
        className={classes["sides"]}
        data-below={isBelow || undefined}
        style={isBelow ? undefined : { gridTemplateColumns: columns }}
      >
        <div className={classes["curves"]}>
          <div className={classes["chooser"]}>
            <NativeSelect
              size="xs"
              aria-label="What the curves show"
              value={quantity}
              data={quantities.map((name) => ({ value: name, label: quantityName(name) }))}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
            <SmallCheck
              label="log"
              checked={logLoss}
              onChange={(log) => usePreferences.getState().set({ logLoss: log })}
            />
          </div>
          <Curves runs={runs} quantity={quantity} log={logLoss} />
        </div>
        <CompareTable runs={runs} rows={rows} />
      </div>
    </div>
  );
}

/** Commands that can be sent to all compared runs. */
const TO_ALL = [
  { type: "play", title: "Play all", icon: <IconPlayerPlay size={12} /> },
  { type: "pause", title: "Pause all", icon: <IconPlayerPause size={12} /> },
  { type: "stop", title: "Stop all", icon: <IconPlayerStop size={12} /> },
] as const;

interface ActionsProps {
  readonly runs: readonly Compared[];
  readonly onLarge: () => void;
}

function Actions({ runs, onLarge }: ActionsProps) {
  return (
    <>
      {TO_ALL.map(({ type, title, icon }) => (
        <Button
          key={type}
          size="compact-xs"
          variant="default"
          leftSection={icon}
          title={type === "stop" ? "End them for good" : undefined}
          disabled={!runs.some(({ info }) => info && APPLIES_TO[type](info))}
          onClick={() => void commandCompared(type)}
        >
          {title}
        </Button>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconGitFork size={12} />}
        onClick={openFork}
      >
        Fork…
      </Button>
      <IconButton
        size="xs"
        label="Full size"
        icon={<IconArrowsMaximize size={14} />}
        onClick={onLarge}
      />
      <IconButton
        size="xs"
        label="Close the comparison; the runs go on"
        icon={<IconX size={14} />}
        onClick={closeComparison}
      />
    </>
  );
}

interface CurvesProps {
  readonly runs: readonly Compared[];
  readonly quantity: string;
  readonly log: boolean;
}

/** Runs with a higher colour number also get a dashed line. */
const NUM_SOLID = 3;

function Curves({ runs, quantity, log }: CurvesProps) {
  const mode = useColourMode();
  const isLoaded = usePlotly();
  const lines = useMemo<ChartLine[]>(
    () =>
      runs.map(({ info, series, colour }) => ({
        name: info?.title ?? "…",
        ...curveOf(series, quantity),
        colour: (at) => runColour(colour, at),
        dash: colour < NUM_SOLID ? "solid" : "dash",
      })),
    [quantity, runs],
  );
  const sparks = useMemo(
    () =>
      runs.map(({ series, colour }) => ({
        values: curveOf(series, quantity).y,
        colour: runColour(colour, mode),
      })),
    [mode, quantity, runs],
  );
  const name = quantityName(quantity);
  const label = `${name} of ${runs.length} runs by epoch`;
  return (
    <div className={classes["chart"]}>
      {isLoaded ? (
        <PlotlyChart
          lines={lines}
          xTitle="epoch"
          yTitle={name}
          label={label}
          log={log}
          height="100%"
          fileName="torchground-comparison"
        />
      ) : (
        <LineSpark lines={sparks} label={label} log={log} height="100%" />
      )}
    </div>
  );
}
