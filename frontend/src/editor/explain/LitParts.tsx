/**
 * Marks the active part of the drawing in the slow step: rings around its cards, and arrows on the wires that carry its
 * numbers.
 */
import { useStore, ViewportPortal, type ReactFlowState } from "@xyflow/react";
import { useLayoutEffect, useRef, type RefObject } from "react";

import { useMoment } from "../../session/slowStep";
import type { Moment } from "../../store/walk";
import type { Drawing } from "../scene/cards";
import classes from "./LitParts.module.css";
import { boxOfNode, type CardBox } from "../scene/places";
import { useScene } from "../scene/useScene";

/** The distance between a card and its ring, in canvas pixels. */
const GAP = 4;

export function LitParts() {
  const moment = useMoment();
  return moment && <Lit moment={moment} />;
}

function Lit({ moment }: { moment: Moment }) {
  const { drawing } = useScene();
  const cards = [...new Set(moment.lit.flatMap((node) => drawing.cardOf.get(node) ?? []))];
  const wires = litWires(drawing, moment);
  return (
    <ViewportPortal>
      {cards.map((card) => (
        <Ring key={card} card={card} />
      ))}
      {moment.flow && (
        <Arrows key={`${moment.flow} ${wires.join()}`} wires={wires} flow={moment.flow} />
      )}
    </ViewportPortal>
  );
}

/**
 * The ids of the wires that carry the numbers: the wires into the active nodes in the forward pass, the wires out of
 * them in the backward pass. Pure.
 */
export function litWires(drawing: Drawing, { flow, lit }: Moment): string[] {
  const acts = new Set(lit);
  return drawing.wires
    .filter(({ edge }) => flow !== null && acts.has(flow === "forward" ? edge.target : edge.source))
    .map(({ id }) => id);
}

function Ring({ card }: { card: string }) {
  const box = useStore((state: ReactFlowState) => boxOfNode(state.nodeLookup.get(card)), isSameBox);
  if (!box) return null;
  return (
    <div
      className={classes["ring"]}
      data-testid="lit"
      data-card={card}
      style={{
        transform: `translate(${box.x - GAP}px, ${box.y - GAP}px)`,
        width: box.width + 2 * GAP,
        height: box.height + 2 * GAP,
      }}
    />
  );
}

function isSameBox(a: CardBox | undefined, b: CardBox | undefined): boolean {
  return a?.x === b?.x && a?.y === b?.y && a?.width === b?.width && a?.height === b?.height;
}

/** Arrows along the wires. Their heads are at the end that receives the numbers. */
function Arrows(props: {
  readonly wires: readonly string[];
  readonly flow: "forward" | "backward";
}) {
  const { wires, flow } = props;
  const svg = useRef<SVGSVGElement>(null);
  usePaths(svg);
  const head = `lit-${flow}`;
  return (
    <svg ref={svg} className={classes["arrows"]} aria-hidden>
      <defs>
        <marker
          id={head}
          viewBox="0 0 10 10"
          refX="8"
          refY="5"
          markerWidth="5"
          markerHeight="5"
          orient="auto-start-reverse"
        >
          <path d="M0 0L10 5L0 10z" />
        </marker>
      </defs>
      {wires.map((wire) => (
        <path
          key={wire}
          data-wire={wire}
          className={classes["arrow"]}
          data-flow={flow}
          {...{ [flow === "forward" ? "markerEnd" : "markerStart"]: `url(#${head})` }}
        />
      ))}
    </svg>
  );
}

/** Gives each arrow the current path of its wire. */
function usePaths(svg: RefObject<SVGSVGElement | null>): void {
  const nodes = useStore((state: ReactFlowState) => state.nodes);
  useLayoutEffect(() => {
    for (const arrow of svg.current?.querySelectorAll("[data-wire]") ?? []) {
      const id = CSS.escape(arrow.getAttribute("data-wire") ?? "");
      const wire = document.querySelector(`.react-flow__edge[data-id="${id}"] path`);
      arrow.setAttribute("d", wire?.getAttribute("d") ?? "");
    }
  }, [nodes, svg]);
}
