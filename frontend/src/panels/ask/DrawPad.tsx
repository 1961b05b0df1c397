/** A sheet to draw on, at the resolution of the data. The drawn picture goes through the network at once. */
import { Button, FileButton, Slider } from "@mantine/core";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import { css, type Rgb } from "../../components/colours";
import { HeatMap } from "../../components/HeatMap";
import { PixelPicture } from "../../components/PixelPicture";
import { pointIn } from "../../components/pixels";
import { throttle } from "../../components/throttle";
import { useStroke } from "../../components/useStroke";
import { ask } from "../../session/asking";
import { notifyError } from "../../store/messages";
import { usePreferences } from "../../store/preferences";
import classes from "./AskPanel.module.css";
import { FromSample } from "./FromSample";
import { photoOf } from "./photo";
import {
  dataSignature,
  between,
  bytesOf,
  bytesText,
  dab,
  type Pad,
  type AskProps,
} from "../sample/customSample";
import { coloursOf, picturesOf } from "../sample/pictures";

const INK = { scale: "ink", low: 0, high: 255 } as const;
/** The shortest time between two requests while the person draws, in milliseconds. */
const ASK_MS = 80;
const BRUSH = { least: 0.3, most: 3, step: 0.1 } as const;
const COLOURS: readonly Rgb[] = [
  [255, 255, 255],
  [230, 60, 50],
  [245, 200, 40],
  [60, 160, 70],
  [50, 110, 220],
  [110, 70, 40],
];
const NO_COLOUR: Rgb = [0, 0, 0];

type At = readonly [number, number];

export function DrawPad({ info, samples }: AskProps) {
  const [channels = 1, height = 1, width = 1] = info.shape;
  const pad = useMemo<Pad>(() => ({ channels, height, width }), [channels, height, width]);
  const sample = usePreferences((state) => state.sample);
  const images = samples?.test.images ?? null;
  const pictures = useMemo(() => picturesOf(images), [images]);
  const { bytes, drawn, put } = useSheet(pad, info, images);
  const [radius, setRadius] = useState(() => Math.max(0.5, Math.min(height, width) / 22));
  const [colour, setColour] = useState<Rgb>(COLOURS[0] ?? [255, 255, 255]);
  const [isErasing, setErasing] = useState(false);
  const stroke = useStroke<HTMLDivElement, At>((event, before) => {
    const at = pointIn(event);
    const place: At = [(at.x / at.width) * width, (at.y / at.height) * height];
    const ink = isErasing ? NO_COLOUR : channels === 3 ? colour : [255];
    const places = before ? between(before, place) : [place];
    const dabbed = (now: Uint8Array, each: At) =>
      dab(now, pad, each, radius, ink.slice(0, channels));
    put(places.reduce(dabbed, drawn.current));
    return place;
  });
  const index = pictures && samples ? samples.test.index.indexOf(sample.index) : -1;
  return (
    <>
      <div className={classes["pad"]} {...stroke}>
        <Sheet bytes={bytes} pad={pad} />
      </div>
      {channels === 3 && (
        <Colours
          chosen={isErasing ? null : colour}
          onChoose={(next) => {
            setColour(next);
            setErasing(false);
          }}
        />
      )}
      <Brush radius={radius} onChange={setRadius} />
      <div className={classes["buttons"]}>
        <Button
          size="compact-xs"
          variant={isErasing ? "light" : "default"}
          aria-pressed={isErasing}
          onClick={() => setErasing(!isErasing)}
        >
          Erase
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => put(new Uint8Array(bytes.length))}
        >
          Clear
        </Button>
        <Photo pad={pad} onTake={put} />
        <FromSample
          disabled={!pictures || index < 0}
          title={`Draw on test sample ${sample.index + 1}`}
          onTake={() => pictures && put(Uint8Array.from(pictures.whole(index)))}
        />
      </div>
    </>
  );
}

interface PhotoProps {
  readonly pad: Pad;
  readonly onTake: (bytes: Uint8Array) => void;
}

/** Puts a photo on the sheet. On a phone the button offers the camera, too. */
function Photo({ pad, onTake }: PhotoProps) {
  const take = async (file: File | null) => {
    if (!file) return;
    try {
      onTake(await photoOf(file, pad));
    } catch (error) {
      notifyError(error);
    }
  };
  return (
    <FileButton accept="image/*" onChange={(file) => void take(file)}>
      {(props) => (
        <Button
          {...props}
          size="compact-xs"
          variant="default"
          title="A picture from this device or its camera; it is not uploaded"
        >
          Photo…
        </Button>
      )}
    </FileButton>
  );
}

/** The content of the sheet. `put` changes it and asks the network, but not at every move of the pointer. */
function useSheet(
  { channels, height, width }: Pad,
  info: AskProps["info"],
  images: { readonly low: number; readonly high: number } | null,
) {
  const size = channels * height * width;
  const { asked } = usePreferences((state) => state.sample);
  const [bytes, setBytes] = useState(() => bytesOf(asked, size) ?? new Uint8Array(size));
  const drawn = useRef(bytes);
  const [low, high] = [images?.low ?? 0, images?.high ?? 1];
  const key = dataSignature(info);
  const askSoon = useMemo(
    () => throttle((now: Uint8Array) => ask(bytesText(now, low, high), key), ASK_MS),
    [high, key, low],
  );
  useEffect(() => () => askSoon.cancel(), [askSoon]);
  const put = (now: Uint8Array) => {
    drawn.current = now;
    setBytes(now);
    askSoon.call(now);
  };
  return { bytes, drawn, put };
}

interface ColoursProps {
  /** Null while the eraser is used. */
  readonly chosen: Rgb | null;
  readonly onChoose: (colour: Rgb) => void;
}

function Colours({ chosen, onChoose }: ColoursProps) {
  return (
    <div className={classes["colours"]} role="group" aria-label="Colour">
      {COLOURS.map((colour) => (
        <button
          key={colour.join()}
          type="button"
          aria-label={`Draw in ${css(colour)}`}
          aria-pressed={colour === chosen}
          style={{ background: css(colour) }}
          onClick={() => onChoose(colour)}
        />
      ))}
    </div>
  );
}

interface BrushProps {
  readonly radius: number;
  readonly onChange: (radius: number) => void;
}

function Brush({ radius, onChange }: BrushProps) {
  return (
    <div className={classes["slide"]}>
      <span>Brush</span>
      <Slider
        size="sm"
        thumbLabel="Width of the brush"
        label={null}
        min={BRUSH.least}
        max={BRUSH.most}
        step={BRUSH.step}
        value={radius}
        onChange={onChange}
      />
    </div>
  );
}

interface SheetProps {
  readonly bytes: Uint8Array;
  readonly pad: Pad;
}

function Sheet({ bytes, pad }: SheetProps) {
  const { width, height, channels } = pad;
  const fill = useCallback(
    (pixels: Uint32Array) => {
      const own = { width, height, channels, at: () => bytes, whole: () => bytes };
      coloursOf(own, 0, pixels);
    },
    [bytes, channels, height, width],
  );
  const label = `Sheet to draw on, ${width} by ${height} pixels`;
  if (channels === 3)
    return <PixelPicture width={width} height={height} fill={fill} label={label} />;
  return <HeatMap values={bytes} width={width} height={height} shade={INK} label={label} />;
}
