/** The wire that is being drawn without dragging: where it would end, and whether it fits. */
import { useStore, useStoreApi, ViewportPortal, type ReactFlowState } from "@xyflow/react";
import { useEffect, useEffectEvent, useState } from "react";

import { reveal } from "../scene/camera";
import { cardElement } from "../scene/focusCard";
import { orderOf } from "../scene/order";
import { boxOfNode } from "../scene/places";
import type { Box } from "../scene/rows";
import type { Scene } from "../scene/scene";
import { announce, useEditor, type Wiring } from "../scene/state";
import { useScene } from "../scene/useScene";
import classes from "./RefusedWire.module.css";
import { misfitOf } from "./drawWire";
import type { Misfit } from "./wireFits";
import { endWire, firstAim, leaveWire, nextAim, titleOf, wireTo } from "./wiring";

export function WireInHand() {
  const wiring = useEditor((state) => state.wiring);
  return wiring && <InHand wiring={wiring} />;
}

function InHand({ wiring }: { wiring: Wiring }) {
  const scene = useScene();
  const store = useStoreApi();
  useWireKeys(scene, wiring, () => orderOf(boxesOf(store.getState())));
  useEffect(() => {
    const box = wiring.aim === null ? undefined : boxesOf(store.getState()).get(wiring.aim);
    if (box) reveal(box);
  }, [store, wiring.aim]);
  const verdict = useVerdict(scene, wiring);
  const path = useStore((state) => pathOf(state, wiring));
  return (
    <>
      {path && (
        <ViewportPortal>
          <svg className={classes["inHand"]} aria-hidden>
            <path d={path} />
          </svg>
        </ViewportPortal>
      )}
      <div
        className={classes["bar"]}
        data-aim={wiring.aim}
        data-fits={verdict ? verdict.misfit === null : undefined}
      >
        {verdict?.sentence ?? "Choose the card where the wire ends."} <kbd>/</kbd> offers new
        layers, <kbd>Esc</kbd> leaves.
      </div>
    </>
  );
}

interface Verdict {
  readonly aim: string;
  readonly misfit: Misfit | null;
  readonly sentence: string;
}

/** Asks whether the wire would fit where it is aimed, and tells screen readers. */
function useVerdict(scene: Scene, wiring: Wiring): Verdict | null {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const { aim } = wiring;
  useEffect(() => {
    if (aim === null) return;
    let isCurrent = true;
    const edge = wireTo(scene, wiring, aim);
    void misfitOf(edge).then((misfit) => {
      if (!isCurrent) return;
      const [from, to] = [edge.source, edge.target].map((id) => titleOf(scene, id));
      const sentence = `${from} → ${to}: ${misfit ? misfit.sentence : "it fits. Enter draws it."}`;
      setVerdict({ aim, misfit, sentence });
      announce(sentence);
    });
    return () => {
      isCurrent = false;
    };
  }, [aim, scene, wiring]);
  return verdict?.aim === aim ? verdict : null;
}

const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** The keys of the wire come before those of the card and of the page. */
function useWireKeys(scene: Scene, wiring: Wiring, order: () => string[]): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step) {
      const all = order();
      const aim =
        wiring.aim === null && step > 0 ? firstAim(scene, wiring, all) : nextAim(wiring, all, step);
      useEditor.setState({ wiring: { ...wiring, aim } });
    } else if (event.key === "Escape") leaveWire();
    else if (event.key === "/") offerLayers(wiring);
    else if (event.key === "Enter" && wiring.aim !== null) {
      const box = cardElement(wiring.aim)?.getBoundingClientRect();
      void endWire(scene, wiring.aim, { x: box?.left ?? 0, y: box?.bottom ?? 0 });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, []);
}

/** Offers new layers for the wire, beside the card where it begins. */
function offerLayers({ card, input }: Wiring): void {
  const { left = 0, right = 0, bottom = 0 } = cardElement(card)?.getBoundingClientRect() ?? {};
  const about = { kind: "offer", from: { card, input } } as const;
  const x = input === null ? right + 40 : left - 160;
  useEditor.setState({ wiring: null, menu: { x, y: bottom + 60, about } });
}

/** The boxes of all cards as they are drawn. */
function boxesOf({ nodeLookup }: ReactFlowState): Map<string, Box> {
  const boxes = new Map<string, Box>();
  for (const [id, node] of nodeLookup) {
    const box = boxOfNode(node);
    if (!box) continue;
    const [right, bottom] = [box.x + box.width, box.y + box.height];
    boxes.set(id, { left: box.x, right, top: box.y, bottom });
  }
  return boxes;
}

function pathOf({ nodeLookup }: ReactFlowState, { card, input, aim }: Wiring): string | null {
  const [first, second] = [card, aim ?? ""].map((id) => boxOfNode(nodeLookup.get(id)));
  const [from, to] = input === null ? [first, second] : [second, first];
  if (!from || !to) return null;
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const bend = Math.max(40, Math.abs(x2 - x1) / 2);
  return `M ${x1} ${y1} C ${x1 + bend} ${y1}, ${x2 - bend} ${y2}, ${x2} ${y2}`;
}
