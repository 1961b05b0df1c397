/** The picture of a card, on one canvas. It is drawn again when its probes have new frames, without a React render. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type PointerEvent } from "react";

import { cancelDrawing, drawNextFrame } from "../../components/frame";
import { useColourMode } from "../../components/useColourMode";
import { usePixelRatio } from "../../components/usePixelRatio";
import { usePreferences } from "../../store/preferences";
import { watchFrames } from "../../store/readings";
import { setAnchors } from "../wires/anchors";
import { kindOf } from "../cards/kinds";
import { tileUnder } from "../cards/layouts";
import type { CardPicture, CardScene, Frames, Memory } from "../cards/picture";
import { useEditor } from "../scene/state";
import { useTextSize } from "../scene/useDetail";

export interface PictureCanvasProps {
  readonly picture: CardPicture;
  /** The ids of the card's first node and of its last. */
  readonly card: string;
  readonly last: string;
  readonly isInput: boolean;
  /** The size of the picture on the card: 1 as it is laid out. */
  readonly scale?: number;
  readonly label: string;
}

/**
 * Most canvas pixels for each CSS pixel. It is above the screen's ratio so that a card is sharp when the canvas is
 * zoomed in.
 */
const SHARPEST = 3;

export function PictureCanvas({
  picture,
  card,
  last,
  isInput,
  scale = 1,
  label,
}: PictureCanvasProps) {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const mode = useColourMode();
  const ratio = Math.min(SHARPEST, usePixelRatio() * 1.5);
  const sample = usePreferences((preferences) => preferences.sample);
  const { kind } = picture;
  const probes = useMemo(() => kindOf({ kind }).probes(sample, card), [card, kind, sample]);
  const memory = useRef<Memory>({ max: 0, isSigned: false });
  const letters = useTextSize(kindOf({ kind }).writes === true) / scale;
  const place = useTextSize(picture.ports !== null);

  useEffect(() => {
    memory.current = { max: 0, isSigned: false };
  }, [kind, last]);

  useEffect(() => {
    if (!canvas) return;
    let frames: Frames = [];
    const scene = { picture, card, last, isInput, mode, letters };
    const leave = watchFrames(probes, (newest) => {
      frames = newest;
      drawNextFrame(canvas, () =>
        draw(canvas, ratio, { ...scene, frames, memory: memory.current }),
      );
    });
    return () => {
      leave();
      cancelDrawing(canvas);
    };
  }, [canvas, card, isInput, last, letters, mode, picture, probes, ratio]);

  useLayoutEffect(() => {
    if (!canvas || !picture.ports) return;
    const top = canvas.offsetTop;
    return setAnchors(card, { ports: picture.ports.map((port) => top + port * scale) });
    // The picture has another place on its card when the letters around it have another size.
  }, [canvas, card, picture, place, scale]);

  const follow = (event: PointerEvent<HTMLCanvasElement>) =>
    hover(event.currentTarget, event, { picture, card, last });
  return (
    <canvas
      ref={setCanvas}
      role="img"
      aria-label={label}
      style={{
        display: "block",
        width: picture.width * scale,
        height: picture.height * scale,
        marginInline: "auto",
      }}
      onPointerMove={follow}
      onPointerLeave={() => useEditor.setState({ part: null })}
    />
  );
}

function draw(canvas: HTMLCanvasElement, ratio: number, scene: CardScene): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { width, height } = scene.picture;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  context.setTransform(wide / width, 0, 0, high / height, 0, 0);
  context.clearRect(0, 0, width, height);
  kindOf(scene.picture).paint(context, scene);
}

/** Stores the part of the picture under the pointer, for the enlargement. */
function hover(
  canvas: HTMLCanvasElement,
  { clientX, clientY, buttons }: { clientX: number; clientY: number; buttons: number },
  { picture, card, last }: Pick<PictureCanvasProps, "picture" | "card" | "last">,
): void {
  const box = canvas.getBoundingClientRect();
  const zoom = box.width / picture.width;
  const [x, y] = [(clientX - box.left) / zoom, (clientY - box.top) / zoom];
  const beside = tileUnder(picture.beside, x, y);
  const part = beside ?? tileUnder(picture.tiles, x, y);
  if (!part || buttons !== 0) return useEditor.setState({ part: null });
  const tile = (beside ? picture.beside : picture.tiles)[part.index];
  if (!tile) return;
  const onScreen = new DOMRect(
    box.left + tile.x * zoom,
    box.top + tile.y * zoom,
    tile.width * zoom,
    tile.height * zoom,
  );
  const { kind } = picture;
  const isBeside = beside !== null;
  useEditor.setState({ part: { ...part, kind, isBeside, card, last, box: onScreen } });
}
