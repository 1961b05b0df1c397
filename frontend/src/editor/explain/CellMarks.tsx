/**
 * Outlines on the pictures of cards, for a picked number: the number itself, its inputs, the winner of a maximum, and
 * its receptive field.
 */
import { useStore, useStoreApi, ViewportPortal, type ReactFlowState } from "@xyflow/react";
import { useEffect, useLayoutEffect, useRef } from "react";

import { pickCell, useCell, type Mark } from "../../store/cell";
import { useReport } from "../../store/check";
import { usePreferences } from "../../store/preferences";
import { useProject } from "../../store/project";
import classes from "./CellMarks.module.css";
import { cellUnder, pickContext, rectsOf } from "./pick";
import { boxOfNode } from "../scene/places";
import { useEditor } from "../scene/state";
import { useTextSize } from "../scene/useDetail";
import { useScene } from "../scene/useScene";

export function CellMarks() {
  const marks = useCell((state) => state.marks);
  const { drawing } = useScene();
  usePicking();
  const cards = new Map<string, Mark[]>();
  for (const mark of marks) {
    const card = drawing.cardOf.get(mark.node);
    if (card) cards.set(card, [...(cards.get(card) ?? []), mark]);
  }
  return (
    <ViewportPortal>
      {[...cards].map(([card, own]) => (
        <OnCard key={card} card={card} marks={own} />
      ))}
    </ViewportPortal>
  );
}

/** A click on a picture picks the number under the pointer. */
function usePicking(): void {
  const { drawing } = useScene();
  const report = useReport();
  const file = useProject((state) => state.file);
  const sample = usePreferences((preferences) => preferences.sample);
  const store = useStoreApi();
  useEffect(() => {
    const pane = store.getState().domNode;
    if (!pane) return;
    const pick = (event: MouseEvent) => {
      const { part } = useEditor.getState();
      const isPicture = event.target instanceof HTMLCanvasElement;
      const shape = part && report?.nodes[part.last]?.shape;
      const context = part && pickContext(part.kind, part, file, report, sample);
      const index = isPicture && shape && context ? cellUnder(part, shape, context) : null;
      if (!part || !index) return;
      const card = drawing.cards.find(({ id }) => id === part.card);
      pickCell({ nodes: card?.nodes.map(({ id }) => id) ?? [part.last], node: part.last, index });
    };
    pane.addEventListener("click", pick);
    return () => pane.removeEventListener("click", pick);
  }, [drawing, file, report, sample, store]);
}

function OnCard({ card, marks }: { card: string; marks: readonly Mark[] }) {
  const face = useScene().faces.get(card);
  const report = useReport();
  const file = useProject((state) => state.file);
  const sample = usePreferences((preferences) => preferences.sample);
  const x = useStore((state: ReactFlowState) => boxOfNode(state.nodeLookup.get(card))?.x);
  const y = useStore((state: ReactFlowState) => boxOfNode(state.nodeLookup.get(card))?.y);
  const layer = useRef<SVGSVGElement>(null);
  // The picture is moved and scaled on its card when the letters around it change.
  const letters = useTextSize(true);
  useLayoutEffect(() => {
    const corner = pictureCorner(card);
    if (layer.current && corner && face) {
      const scale = corner.width / face.picture.width;
      layer.current.style.transform = `translate(${(x ?? 0) + corner.x}px, ${(y ?? 0) + corner.y}px) scale(${scale})`;
    }
  }, [card, face, letters, marks, x, y]);
  const shape = report?.nodes[face?.card.last ?? ""]?.shape;
  if (!face || !shape || x === undefined) return null;
  const nodes = { card: face.card.id, last: face.card.last };
  const context = pickContext(face.picture.kind, nodes, file, report, sample);
  return (
    <svg ref={layer} className={classes["marks"]} aria-hidden>
      {marks.flatMap(({ kind, box }, at) =>
        rectsOf(face.picture, box, shape, context).map((rect, tile) => (
          <rect
            key={`${at} ${tile}`}
            className={classes["mark"]}
            data-kind={kind}
            data-testid="mark"
            data-card={card}
            {...rect}
          />
        )),
      )}
    </svg>
  );
}

/** The top left corner of a card's picture, in canvas pixels from the card's corner, and its width there. */
function pictureCorner(card: string): { x: number; y: number; width: number } | null {
  const node = document.querySelector<HTMLElement>(
    `.react-flow__node[data-id="${CSS.escape(card)}"]`,
  );
  const picture = node?.querySelector("canvas");
  let at: HTMLElement | null = picture ?? null;
  if (!node || !picture) return null;
  let [x, y] = [0, 0];
  while (at && at !== node) {
    x += at.offsetLeft;
    y += at.offsetTop;
    at = at.offsetParent as HTMLElement | null;
  }
  return { x, y, width: picture.offsetWidth };
}
