/**
 * Says that other runs train behind the one on the screen, and shows or pauses them. They are not paused by themselves:
 * a long training that goes on while a lesson is shown is often meant to. But it takes time from the run on the screen,
 * so nobody should have to wonder why that one is slow.
 */
import { ActionIcon, Button, Indicator, Popover } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef } from "react";

import type { RunInfo } from "../api/types";
import { isGoing } from "../project/runState";
import { showRun, tellRun } from "../session/session";
import { useCompared, useIsComparing } from "../store/comparison";
import { dismissOf, notify } from "../store/messages";
import { useRun, useRuns } from "../store/runs";
import classes from "./OtherRuns.module.css";
import { quietly } from "./quietly";
import { grouped } from "./words";

/** Most runs that are listed one by one. */
const MOST = 8;

export function OtherRuns() {
  const others = useOthers();
  useSaying(others);
  if (others.length === 0) return null;
  const words = others.length === 1 ? "1 other run trains" : `${others.length} other runs train`;
  return (
    <Popover width={340} withArrow shadow="md">
      <Indicator label={others.length} size="1rem" color="indigo" offset={4}>
        <Popover.Target>
          <ActionIcon
            size="1.875rem"
            variant="subtle"
            color="gray"
            radius="md"
            aria-label={words}
            data-hint={`${words} behind what you see; click to show or pause`}
          >
            <IconStack2 size="1.125rem" aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <p className={classes["about"]}>
          {words} behind what you see now, and {others.length === 1 ? "takes" : "take"} time from
          it.
        </p>
        <ul className={classes["list"]}>
          {others.slice(0, MOST).map((run) => (
            <Other key={run.id} run={run} />
          ))}
        </ul>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => others.forEach(({ id }) => pause(id))}
        >
          {others.length === 1 ? "Pause it" : `Pause all ${others.length}`}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function Other({ run: { id, title, epoch, epochs } }: { readonly run: RunInfo }) {
  return (
    <li>
      <span title={title}>
        {title}, epoch {grouped(epoch)} of {grouped(epochs)}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => quietly(showRun(id))}>
        Show
      </Button>
    </li>
  );
}

function pause(id: string): void {
  quietly(tellRun(id, { type: "pause" }));
}

/** Says once that the run that was on the screen goes on, when something else takes its place. */
function useSaying(others: readonly RunInfo[]): void {
  const shown = useRun()?.id;
  const before = useRef(shown);
  const left = useEffectEvent((id: string | undefined) => {
    const run = others.find((other) => other.id === id);
    if (!run) return;
    const action = { title: "Pause it", run: () => pause(run.id) };
    notify(`“${run.title}” goes on training behind this`, {
      tone: "news",
      cause: "others",
      action,
    });
  });
  useEffect(() => {
    left(before.current);
    before.current = shown;
  }, [shown]);
  const isAlone = others.length === 0;
  useEffect(() => {
    if (isAlone) dismissOf(["others"]);
  }, [isAlone]);
}

/** The runs that train, without the one on the screen and those that are compared on it. */
function useOthers(): readonly RunInfo[] {
  const run = useRun();
  const compared = useCompared();
  const isComparing = useIsComparing();
  const seen = new Set([run?.id, ...(isComparing ? compared.map(({ id }) => id) : [])]);
  return useRuns().filter((other) => isGoing(other) && !seen.has(other.id));
}
