/** The live picture of a card, small, outside the canvas. */
import { useEffect, useMemo, useRef } from "react";

import { cancelDrawing, drawNextFrame } from "../../components/frame";
import { useColourMode } from "../../components/useColourMode";
import { usePixelRatio } from "../../components/usePixelRatio";
import { usePreferences } from "../../store/preferences";
import { watchFrames } from "../../store/readings";
import { kindOf } from "../cards/kinds";
import type { Memory } from "../cards/picture";
import type { CardFace } from "../scene/scene";

/** The largest sides of a picture, in pixels. */
const MOST = { width: 96, height: 64 };
/** The size of letters in it. */
const LETTERS = 12;

export function LayerPicture({ face: { picture, pictured, card } }: { readonly face: CardFace }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const mode = useColourMode();
  const ratio = usePixelRatio();
  const sample = usePreferences((preferences) => preferences.sample);
  const { kind, width, height } = picture;
  const probes = useMemo(
    () => kindOf({ kind }).probes(sample, pictured.card),
    [kind, pictured.card, sample],
  );
  const scale = Math.min(1, MOST.width / width, MOST.height / height);
  const isInput = !card.block && card.nodes[0]?.layer.type === "input";
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const memory: Memory = { max: 0, isSigned: false };
    const scene = { picture, ...pictured, isInput, mode, memory, letters: LETTERS / scale };
    const leave = watchFrames(probes, (frames) =>
      drawNextFrame(element, () => {
        const context = element.getContext("2d");
        if (!context) return;
        element.width = Math.round(width * scale * ratio);
        element.height = Math.round(height * scale * ratio);
        context.setTransform(scale * ratio, 0, 0, scale * ratio, 0, 0);
        kindOf(picture).paint(context, { ...scene, frames });
      }),
    );
    return () => {
      leave();
      cancelDrawing(element);
    };
  }, [height, isInput, mode, picture, pictured, probes, ratio, scale, width]);
  return (
    <canvas ref={canvas} aria-hidden style={{ width: width * scale, height: height * scale }} />
  );
}
