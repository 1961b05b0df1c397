/** Draws a wire if it fits, otherwise shows why it does not. */
import type { Edge } from "../../api/types";
import { useProject } from "../../store/project";
import { entry } from "../../store/catalogue";
import { useCheck } from "../../store/check";
import { tryOut } from "../../session/tryOut";
import type { Scene } from "../scene/scene";
import { useEditor } from "../scene/state";
import { outputText } from "../scene/words";
import { misfitIn, plainMisfit, withWire, type Misfit } from "./wireFits";

const layerEntry = (type: string) => entry("layers", type);

/**
 * The project's edge for a wire between two cards: from the last node of one to the first of the other. An input of a
 * block is that of the node inside that it leads to.
 */
export function edgeBetween(scene: Scene, source: string, target: string, handle: number): Edge {
  const last = scene.faces.get(source)?.card.last ?? source;
  const block = scene.faces.get(target)?.card.block;
  const end = block?.ends[handle] ?? block?.ends[0];
  if (block) return { source: last, target: end?.target ?? target, handle: end?.handle ?? 0 };
  return { source: last, target, handle };
}

/** Why a wire would not fit the current drawing; null if it fits, or if the check does not answer. */
export async function misfitOf(edge: Edge): Promise<Misfit | null> {
  const { file } = useProject.getState();
  const plain = plainMisfit(file, edge, layerEntry);
  if (plain) return plain;
  const after = await tryOut(withWire(file, edge));
  return after && misfitIn(useCheck.getState().report, after, edge);
}

/** Draws a wire, or says at a point of the screen why it does not fit. Returns whether it was drawn. */
export async function drawOrRefuse(
  edge: Edge,
  scene: Scene,
  x: number,
  y: number,
): Promise<boolean> {
  const misfit = await misfitOf(edge);
  if (!misfit) {
    useProject.getState().connect(edge);
    return true;
  }
  const target = scene.faces.get(scene.drawing.cardOf.get(edge.target) ?? "")?.titles[0];
  const sourceShape = outputText(useCheck.getState().report?.nodes[edge.source]);
  useEditor.setState({
    refusal: { ...misfit, edge, sourceShape, target: target ?? edge.target, x, y },
    said: `This wire does not fit. ${misfit.sentence}`,
  });
  return false;
}
