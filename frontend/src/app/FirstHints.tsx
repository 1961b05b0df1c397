/** Three hints of a first visit, over the canvas: play, point, change. Each is ticked when it was done. */
import { CloseButton } from "@mantine/core";
import { IconCheck, IconHandClick, IconPlayerPlayFilled, IconPencil } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";

import { useEditor } from "../editor/scene/state";
import { isGoing } from "../project/runState";
import {
  closeFirstVisit,
  didFirst,
  FIRST_HINTS,
  useFirstVisit,
  type FirstHint,
} from "../store/firstVisit";
import { useProject } from "../store/project";
import { useRunsState } from "../store/runs";
import classes from "./FirstHints.module.css";

const ICON = { size: "1rem", "aria-hidden": true } as const;

const HINTS: Readonly<Record<FirstHint, { icon: ReactNode; name: string; words: string }>> = {
  play: {
    icon: <IconPlayerPlayFilled {...ICON} />,
    name: "Play",
    words: "Press the space bar: the network learns while you watch.",
  },
  point: {
    icon: <IconHandClick {...ICON} />,
    name: "Point",
    words: "Rest on a picture, a wire or a number: it says what it is.",
  },
  change: {
    icon: <IconPencil {...ICON} />,
    name: "Change",
    words: "Click a card, change a number, play again: who learns better?",
  },
};

/** How long the ticked hints stay when the last one was done, in milliseconds. */
const GOODBYE_MS = 2_500;

export function FirstHints() {
  const left = useFirstVisit((state) => state.left);
  const [isShown, setShown] = useState(left.length > 0);
  const isDone = left.length === 0;
  useEffect(() => (isDone ? undefined : watchHints()), [isDone]);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setShown(false), GOODBYE_MS);
    return () => clearTimeout(timer);
  }, [isDone]);
  if (!isShown) return null;
  const close = () => {
    closeFirstVisit();
    setShown(false);
  };
  return (
    <section className={classes["hints"]} data-covers="top" aria-label="How to begin">
      <ol>
        {FIRST_HINTS.map((hint) => {
          const isTicked = !left.includes(hint);
          const { icon, name, words } = HINTS[hint];
          return (
            <li key={hint} data-done={isTicked || undefined}>
              {isTicked ? <IconCheck size="1rem" role="img" aria-label="Done:" /> : icon}
              <span>
                <strong>{name}</strong> {words}
              </span>
            </li>
          );
        })}
      </ol>
      <CloseButton size="md" aria-label="Close these hints" onClick={close} />
    </section>
  );
}

/** Ticks what the person does, until the returned function is called. Pointing at marks is told by `Hints`. */
function watchHints(): () => void {
  const leave = [
    useRunsState.subscribe(({ run }) => {
      if (isGoing(run)) didFirst("play");
    }),
    useEditor.subscribe(({ part, weight }) => {
      if (part || weight) didFirst("point");
    }),
    useProject.subscribe(({ file, origin }, before) => {
      if (origin !== before.origin || file === before.file) return;
      const { network, data, training } = file;
      const was = before.file;
      if (network !== was.network || data !== was.data || training !== was.training)
        didFirst("change");
    }),
  ];
  return () => leave.forEach((one) => one());
}
