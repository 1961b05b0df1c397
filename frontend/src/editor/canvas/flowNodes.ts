/** Converts the cards and wires of the scene to React Flow's nodes and edges. */
import { useMemo } from "react";

import { positionsOf, type Positions } from "../../project/graph";
import { skipsOf } from "../../project/skips";
import { useReport } from "../../store/check";
import { useProject } from "../../store/project";
import { cardSize, placed, type CardSize } from "../scene/layout";
import { routeOf, STRAIGHT, type Route } from "../scene/route";
import type { Box } from "../scene/rows";
import type { Scene } from "../scene/scene";
import { useEditor } from "../scene/state";
import { outputText } from "../scene/words";
import type { WireEdge } from "../wires/ShapeWire";
import type { CardNode } from "./NodeCard";

/** The size of each card as the browser laid it out, by card id. */
export type Sizes = Readonly<Record<string, CardSize>>;

/** The place of each card: from the project if it has one, otherwise computed. */
export function usePlaces(scene: Scene): Positions {
  const file = useProject((state) => state.file);
  return useMemo(() => {
    const size = (id: string): CardSize | undefined => {
      const face = scene.faces.get(id);
      return face && cardSize(face);
    };
    return placed(scene.drawing, positionsOf(file), size, scene);
  }, [file, scene]);
}

/** The card that Tab leads to: the last that had the focus, otherwise the first. */
function useTabStop({ drawing, faces }: Scene): string | undefined {
  const stop = useEditor((state) => state.tabStop);
  return stop !== null && faces.has(stop) ? stop : drawing.cards[0]?.id;
}

export function useNodes(
  scene: Scene,
  places: Positions,
  moving: Positions,
  sizes: Sizes,
): CardNode[] {
  const selection = useProject((state) => state.selection.nodes);
  const stop = useTabStop(scene);
  return useMemo(() => {
    const selected = new Set(selection);
    return scene.drawing.cards.map((card): CardNode => {
      const [x, y] = moving[card.id] ?? places[card.id] ?? [0, 0];
      const face = scene.faces.get(card.id) as CardNode["data"];
      return {
        id: card.id,
        type: "card",
        position: { x, y },
        data: face,
        ariaLabel: face.name,
        selected: card.nodes.some(({ id }) => selected.has(id)),
        measured: sizes[card.id],
        // One card is reached with Tab; from there the arrow keys lead to the others.
        domAttributes: { tabIndex: card.id === stop ? 0 : -1 },
      };
    });
  }, [moving, places, scene, selection, sizes, stop]);
}

/** The box of a card. Its size is computed until the browser has laid it out. */
export function boxOf({ position: { x, y }, measured, data }: CardNode): Box {
  const { width, height } = { ...cardSize(data), ...measured };
  return { left: x, right: x + width, top: y - height / 2, bottom: y + height / 2 };
}

/** The route of a wire. Wires that are drawn one per weight are straight. */
function wireRoute(
  boxes: ReadonlyMap<string, Box>,
  source: string,
  target: string,
  isWired: boolean,
): Route {
  const [from, to] = [boxes.get(source), boxes.get(target)];
  if (!from || !to) return STRAIGHT;
  const route = routeOf(from, to, boxes.values());
  return isWired && route.kind === "around" ? STRAIGHT : route;
}

export function useEdges(scene: Scene, boxes: ReadonlyMap<string, Box>): WireEdge[] {
  const selection = useProject((state) => state.selection.edges);
  const report = useReport();
  const stop = useTabStop(scene);
  const network = useProject((state) => state.file.network);
  const skips = useMemo(() => skipsOf(network), [network]);
  return useMemo(
    () =>
      scene.drawing.wires.map(({ id, edge, source, target, port }): WireEdge => {
        const handle = edge.handle ?? 0;
        const shape = outputText(report?.nodes[edge.source]);
        const skip = skips.get(id) ?? null;
        const trouble = report?.problems.find(
          ({ edge: blamed }) =>
            blamed?.source === edge.source &&
            blamed.target === edge.target &&
            (blamed.handle ?? 0) === handle,
        );
        const [from, to] = [source, target].map((card) => scene.faces.get(card)?.titles[0] ?? card);
        return {
          id,
          type: "wire",
          source,
          target,
          sourceHandle: "out",
          targetHandle: String(port),
          selected: selection.includes(id),
          // Tab leads to the wires of the card that it leads to.
          domAttributes: { tabIndex: source === stop || target === stop ? 0 : -1 },
          ariaLabel: `${skip ? `Wire (${skip})` : "Wire"} from ${from} to ${to}, shape ${shape}`,
          data: {
            shape,
            skip,
            wired: scene.wired.has(id),
            trouble: trouble?.sentence ?? null,
            route: wireRoute(boxes, source, target, scene.wired.has(id)),
          },
        };
      }),
    [boxes, report, scene, selection, skips, stop],
  );
}
