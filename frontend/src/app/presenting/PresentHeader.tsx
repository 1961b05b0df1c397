/** The line over the network: title, where the run is, the numbers of the views, and the buttons that keys press too. */
import { UnstyledButton } from "@mantine/core";
import {
  IconFocus2,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForward,
  IconSquareFilled,
  IconX,
} from "@tabler/icons-react";

import { IconButton } from "../../components/IconButton";
import { isGoing } from "../../project/runState";
import { step, toggle } from "../../session/session";
import { present, showView, usePresenting, type Named } from "../../store/presenting";
import { useProject } from "../../store/project";
import { useRun, useSeries, useStatus } from "../../store/runs";
import { newestOf } from "../../store/series";
import { metricText } from "../../panels/shared/numbers";
import { quietly } from "../quietly";
import { grouped, placeOf } from "../words";
import classes from "./Presenting.module.css";
import type { PresentView } from "./useViews";

const ICON = { size: "1rem", "aria-hidden": true } as const;

interface PresentHeaderProps {
  readonly views: readonly PresentView[];
  readonly shown: PresentView | undefined;
  readonly named: Named;
}

export function PresentHeader({ views, shown, named }: PresentHeaderProps) {
  const title = useProject((state) => state.file.title);
  return (
    <header className={classes["header"]}>
      <h1>{title}</h1>
      <Where />
      <ViewBar views={views} shown={shown} named={named} />
      <Buttons />
    </header>
  );
}

/** Epoch, step and the newest loss. */
function Where() {
  const { epoch, step: steps } = placeOf(useRun(), useStatus());
  const newest = newestOf(useSeries());
  const loss = newest?.test_loss ?? newest?.train_loss ?? null;
  return (
    <p className={classes["where"]}>
      <span>
        epoch <b data-testid="epoch">{grouped(epoch)}</b>
      </span>
      <span>
        step <span data-testid="step">{grouped(steps)}</span>
      </span>
      {loss !== null && (
        <span>
          {newest?.test_loss === null ? "train" : "test"} loss <b>{metricText("loss", loss)}</b>
        </span>
      )}
    </p>
  );
}

/** The views by their keys. Those after the ninth have no key, but a button. */
function ViewBar({ views, shown, named }: PresentHeaderProps) {
  return (
    <div className={classes["views"]} role="toolbar" aria-label="View beside the network">
      {views.map(({ id, title }, at) => (
        <UnstyledButton
          key={id}
          aria-label={at < 9 ? `${at + 1}: ${title}` : title}
          aria-keyshortcuts={at < 9 ? String(at + 1) : undefined}
          aria-pressed={id === shown?.id}
          data-named={named.views.includes(id) || undefined}
          title={title}
          onClick={() => showView(id, shown?.id)}
        >
          {at < 9 ? at + 1 : "·"}
        </UnstyledButton>
      ))}
    </div>
  );
}

function Buttons() {
  const isTraining = isGoing(useRun());
  const hasLaser = usePresenting((state) => state.hasLaser);
  const Play = isTraining ? IconPlayerPauseFilled : IconPlayerPlayFilled;
  return (
    <div className={classes["buttons"]}>
      <IconButton
        size="1.5rem"
        variant="filled"
        label={isTraining ? "Pause" : "Play"}
        shortcut="Space"
        icon={<Play {...ICON} />}
        onClick={() => quietly(toggle())}
      />
      <IconButton
        size="1.5rem"
        label="One batch further"
        shortcut="ArrowRight"
        icon={<IconPlayerSkipForward {...ICON} />}
        onClick={() => quietly(step("batch"))}
      />
      <IconButton
        size="1.5rem"
        label="Laser pointer"
        shortcut="L"
        pressed={hasLaser}
        icon={<IconFocus2 {...ICON} />}
        onClick={() => usePresenting.setState({ hasLaser: !hasLaser })}
      />
      <IconButton
        size="1.5rem"
        label="Blank screen"
        shortcut="B"
        icon={<IconSquareFilled {...ICON} />}
        onClick={() => usePresenting.setState({ isBlank: true })}
      />
      <IconButton
        size="1.5rem"
        label="Leave presenting"
        shortcut="Escape"
        icon={<IconX {...ICON} />}
        onClick={() => present(false)}
      />
    </div>
  );
}
