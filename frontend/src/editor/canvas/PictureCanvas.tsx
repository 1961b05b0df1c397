/** The picture in a card: one canvas that follows its probes by itself, without rendering React again. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type PointerEvent } from "react";

import type { Frame } from "../../api/reading";
import { cancelDrawing, drawNextFrame } from "../../components/frame";
import { useColourMode } from "../../components/useColourMode";
import { usePixelRatio } from "../../components/usePixelRatio";
import { usePreferences } from "../../store/preferences";
import { watchFrame } from "../../store/readings";
import { setAnchors } from "../wires/anchors";
import type { Look } from "../cards/look";
import { tileUnder } from "../cards/look";
import { probesOf } from "../cards/measured";
import { paintCard, type CardScene, type Memory } from "../cards/paintCard";
import { useEditor } from "../scene/state";

export interface PictureCanvasProps {
  readonly look: Look;
  /** The card's first node and its last. */
  readonly card: string;
  readonly last: string;
  readonly isInput: boolean;
  /** Of the bars or of the tokens. */
  readonly names: readonly string[];
  readonly label: string;
}

/** The wires and the screen are at most this many times sharper than CSS pixels; zoom makes cards larger. */
const SHARPEST = 3;

export function PictureCanvas({ look, card, last, isInput, names, label }: PictureCanvasProps) {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const mode = useColourMode();
  const ratio = Math.min(SHARPEST, usePixelRatio() * 1.5);
  const sample = usePreferences((preferences) => preferences.sample);
  const probes = useMemo(() => probesOf(look.kind, sample, { card }), [card, look.kind, sample]);
  const memory = useRef<Memory>({ max: 0, isSigned: false });

  useEffect(() => {
    memory.current = { max: 0, isSigned: false };
  }, [last, look.kind]);

  useEffect(() => {
    if (!canvas) return;
    const frames: (Frame | undefined)[] = probes.map(() => undefined);
    const scene = { look, card, last, isInput, names, frames, mode };
    const request = () =>
      drawNextFrame(canvas, () => draw(canvas, ratio, { ...scene, memory: memory.current }));
    const leave = probes.map((probe, at) =>
      watchFrame(probe, ({ frame }) => {
        frames[at] = frame;
        request();
      }),
    );
    request();
    return () => {
      for (const stop of leave) stop();
      cancelDrawing(canvas);
    };
  }, [canvas, card, isInput, last, look, mode, names, probes, ratio]);

  useLayoutEffect(() => {
    if (!canvas || !look.ports) return;
    const top = canvas.offsetTop;
    return setAnchors(card, { ports: look.ports.map((port) => top + port) });
  }, [canvas, card, look]);

  const follow = (event: PointerEvent<HTMLCanvasElement>) =>
    hover(event.currentTarget, event, { look, card, last });
  return (
    <canvas
      ref={setCanvas}
      role="img"
      aria-label={label}
      style={{ display: "block", width: look.width, height: look.height, marginInline: "auto" }}
      onPointerMove={follow}
      onPointerLeave={() => useEditor.setState({ part: null })}
    />
  );
}

function draw(canvas: HTMLCanvasElement, ratio: number, scene: CardScene): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { width, height } = scene.look;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  context.setTransform(wide / width, 0, 0, high / height, 0, 0);
  context.clearRect(0, 0, width, height);
  paintCard(context, scene);
}

/** Remembers what is under the pointer, for the enlargement. */
function hover(
  canvas: HTMLCanvasElement,
  { clientX, clientY, buttons }: { clientX: number; clientY: number; buttons: number },
  { look, card, last }: Pick<PictureCanvasProps, "look" | "card" | "last">,
): void {
  const box = canvas.getBoundingClientRect();
  const zoom = box.width / look.width;
  const [x, y] = [(clientX - box.left) / zoom, (clientY - box.top) / zoom];
  const filter = tileUnder(look.filters, x, y);
  const part = filter ?? tileUnder(look.tiles, x, y);
  if (!part || buttons !== 0) return useEditor.setState({ part: null });
  const tile = (filter ? look.filters : look.tiles)[part.index];
  if (!tile) return;
  const onScreen = new DOMRect(
    box.left + tile.x * zoom,
    box.top + tile.y * zoom,
    tile.width * zoom,
    tile.height * zoom,
  );
  const kind = filter ? "filter" : look.kind;
  useEditor.setState({ part: { ...part, look: kind, card, last, box: onScreen } });
}
