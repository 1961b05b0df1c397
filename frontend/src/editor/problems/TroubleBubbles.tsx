/**
 * Bubbles beside cards with problems, with the problem and its fixes. The inspector shows the problems of the opened
 * layer instead.
 */
import { useStore, useStoreApi, type ReactFlowState } from "@xyflow/react";
import { useLayoutEffect, useMemo, useRef } from "react";

import { between, boxAt, laidOut, type Bubble, type Point } from "./bubbles";
import classes from "./TroubleBubbles.module.css";
import type { ScreenBox } from "../scene/viewport";
import { Fixes } from "./Fixes";
import { mend } from "../../session/mending";
import { focusCard } from "../scene/focusCard";
import { isDue, useMoment } from "../scene/moment";
import { boxOfNode } from "../scene/places";
import type { CardFace } from "../scene/scene";
import { useEditor } from "../scene/state";
import { useScene } from "../scene/useScene";

export function TroubleBubbles() {
  const { faces } = useScene();
  const opened = useEditor((state) => state.inspected);
  const known = useMoment((state) => state.known);
  const troubled = useMemo(
    () =>
      [...faces.values()]
        .map((face) => ({ ...face, problems: face.problems.filter((one) => isDue(one, known)) }))
        .filter(({ card, problems }) => problems.length > 0 && !isIn(card.nodes, opened))
        .sort((a, b) => Number(isError(b)) - Number(isError(a))),
    [faces, known, opened],
  );
  const layer = useRef<HTMLDivElement>(null);
  const offsets = useRef(new Map<string, Point>());
  const store = useStoreApi();
  // The cards move with these values, so the bubbles are placed again in the same frame.
  const moved = useStore((state) => movedOf(state, troubled));
  useLayoutEffect(() => {
    if (layer.current) arrange(layer.current, store.getState(), offsets.current);
  }, [moved, opened, store, troubled]);
  if (troubled.length === 0) return null;
  return (
    <div ref={layer} className={classes["overCards"]} data-with-network>
      {troubled.map((face) => (
        <Words key={face.card.id} face={face} />
      ))}
    </div>
  );
}

function Words({
  face: { card, problems, titles },
}: {
  face: Pick<CardFace, "card" | "problems" | "titles">;
}) {
  const worst = problems.find(({ severity }) => severity === "error") ?? problems[0];
  if (!worst) return null;
  const more = problems.length - 1;
  return (
    <div data-bubble={card.id}>
      <svg aria-hidden>
        <line data-severity={worst.severity} />
      </svg>
      <div
        className={`nodrag nopan ${classes["trouble"]}`}
        data-severity={worst.severity}
        role="note"
        aria-label={`Problem of ${titles[0]}`}
      >
        <p>
          {worst.sentence}
          {more > 0 && ` (and ${more} more)`}
        </p>
        <Fixes
          fixes={worst.fixes ?? []}
          onFix={(fix) => {
            mend(fix);
            // The button goes away with its problem.
            focusCard(card.id);
          }}
        />
      </div>
    </div>
  );
}

function isIn(nodes: readonly { id: string }[], opened: string | null): boolean {
  return nodes.some(({ id }) => id === opened);
}

function isError({ problems }: CardFace): boolean {
  return problems.some(({ severity }) => severity === "error");
}

function movedOf(state: ReactFlowState, troubled: readonly CardFace[]): string {
  const boxes = troubled.map(({ card }) => {
    const box = boxOfNode(state.nodeLookup.get(card.id));
    return box ? `${box.x} ${box.y} ${box.width} ${box.height}` : "";
  });
  return [state.transform, state.width, state.height, ...boxes].join();
}

/** Places all bubbles. A bubble without room is hidden; the list of problems contains its sentence. */
function arrange(
  layer: HTMLElement,
  { nodeLookup, transform: [x, y, zoom] }: ReactFlowState,
  offsets: Map<string, Point>,
): void {
  const pane = layer.getBoundingClientRect();
  const boxes = new Map<string, ScreenBox>();
  for (const [id, node] of nodeLookup) {
    const box = boxOfNode(node);
    if (!box) continue;
    const [left, top] = [box.x * zoom + x, box.y * zoom + y];
    boxes.set(id, { left, top, right: left + box.width * zoom, bottom: top + box.height * zoom });
  }
  const elements = new Map<string, HTMLElement>();
  const bubbles: Bubble[] = [];
  for (const words of layer.querySelectorAll<HTMLElement>("[data-bubble]")) {
    const id = words.dataset["bubble"] ?? "";
    const [card, body] = [boxes.get(id), words.querySelector<HTMLElement>("[role=note]")];
    elements.set(id, words);
    words.hidden = false;
    if (!card || !body) continue;
    const { offsetWidth: width, offsetHeight: height } = body;
    bubbles.push({ id, card, width, height, before: offsets.get(id) });
  }
  const laid = laidOut(
    bubbles,
    { left: 0, top: 0, right: pane.width, bottom: pane.height },
    takenIn(pane),
    [...boxes.values()],
  );
  for (const [id, words] of elements) words.hidden = !laid.has(id);
  for (const bubble of bubbles) {
    const [at, words] = [laid.get(bubble.id), elements.get(bubble.id)];
    if (!at || !words) continue;
    offsets.set(bubble.id, { x: at.x - bubble.card.left, y: at.y - bubble.card.top });
    put(words, bubble, at);
  }
}

/** The boxes of tools, lists and panels over the canvas, in pixels of the canvas element. */
function takenIn(pane: DOMRect): ScreenBox[] {
  const over = document.querySelectorAll<HTMLElement>(".react-flow__panel > *, [data-covers]");
  return [...over].map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return {
      left: left - pane.left,
      top: top - pane.top,
      right: right - pane.left,
      bottom: bottom - pane.top,
    };
  });
}

function put(words: HTMLElement, bubble: Bubble, at: Point): void {
  const body = words.querySelector<HTMLElement>("[role=note]");
  const line = words.querySelector("line");
  if (body) body.style.transform = `translate(${at.x}px, ${at.y}px)`;
  const [from, to] = between(boxAt(bubble, at), bubble.card);
  for (const [name, value] of Object.entries({ x1: from.x, y1: from.y, x2: to.x, y2: to.y })) {
    line?.setAttribute(name, String(value));
  }
}
