/** A dialog where a wire was released that does not fit. It says why, and shows the shape, the target and the fixes. */
import { Button, CloseButton } from "@mantine/core";
import { useClickOutside, useHotkeys } from "@mantine/hooks";
import { useEffect, type RefObject } from "react";

import type { Fix } from "../../api/types";
import { withinWindow } from "../../components/withinWindow";
import { untracked, useProject } from "../../store/project";
import classes from "./RefusedWire.module.css";
import { Fixes } from "../problems/Fixes";
import { useEditor, type Refusal } from "../scene/state";

/** Its width, and the height that it takes at most as a rule, in pixels. */
const SIZE = { width: 304, height: 210 };

const close = () => useEditor.setState({ refusal: null });

export function RefusedWire() {
  const refusal = useEditor((state) => state.refusal);
  return refusal && <Refused refusal={refusal} />;
}

function Refused({ refusal }: { refusal: Refusal }) {
  const box = useClickOutside<HTMLDivElement>(close);
  useTakenFocus(box);
  useHotkeys([["Escape", close]]);
  const { x, y, sentence, fixes, possible, edge } = refusal;
  return (
    <div
      ref={box}
      role="alertdialog"
      aria-label="This wire does not fit"
      tabIndex={-1}
      className={classes["refusal"]}
      style={withinWindow({ x: x + 12, y: y + 8 }, SIZE)}
    >
      <CloseButton size="sm" aria-label="Close" onClick={close} style={{ float: "right" }} />
      <Shapes refusal={refusal} />
      <p>{sentence}</p>
      <Fixes fixes={fixes} onFix={(fix) => drawWith(refusal, fix)} />
      {possible && (
        <Button
          mt={6}
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            close();
            useProject.getState().connect(edge);
          }}
        >
          Draw it all the same
        </Button>
      )}
    </div>
  );
}

/** Moves the focus into an element while it is there, and back afterwards. */
function useTakenFocus(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    const own = element.current;
    own?.focus({ preventScroll: true });
    return () => {
      const isOwn =
        document.activeElement === document.body || own?.contains(document.activeElement);
      if (isOwn && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [element]);
}

/** The shape of the source's output, and the title of the target. */
function Shapes({ refusal }: { refusal: Pick<Refusal, "sourceShape" | "target"> }) {
  return (
    <div className={classes["shapes"]}>
      {refusal.sourceShape} → {refusal.target}
    </div>
  );
}

/** Draws the wire and applies the fix, as one undo step. */
function drawWith({ edge }: Refusal, fix: Fix): void {
  close();
  useProject.getState().connect(edge);
  untracked(() => useProject.getState().applyFix(fix));
}
