/** One sample, small: an image, a series as a line or a heat map, numbers as a row of colours, or tokens as text. */
import { useCallback, useMemo } from "react";

import type { Preview } from "../../api/types";
import { HeatMap } from "../../components/HeatMap";
import { signed } from "../../components/colourScale";
import { PRIMARY } from "../../components/colours";
import { LineSpark } from "../../components/LineSpark";
import { PixelPicture } from "../../components/PixelPicture";
import { useColourMode } from "../../components/useColourMode";
import classes from "./SampleStrip.module.css";
import { coloursOf, type Pictures } from "./pictures";

const INK = { scale: "ink", low: 0, high: 255 } as const;
/** Samples of more numbers are not drawn as a row, because nobody could read it. */
const MOST_NUMBERS = 64;

export interface SampleThumbProps {
  readonly preview: Preview;
  /** The pictures of the test samples, if samples are pictures. */
  readonly pictures: Pictures | null;
  /** The index of the sample among the test samples of the preview. */
  readonly at: number;
  readonly label: string;
  /** A text about the sample, for samples that are not pictures. */
  readonly caption: string;
}

export function SampleThumb(props: SampleThumbProps) {
  const { preview, pictures, at, label, caption } = props;
  if (pictures?.channels === 3) return <Photo pictures={pictures} at={at} label={label} />;
  if (pictures) {
    const { width, height } = pictures;
    return (
      <HeatMap values={pictures.at(at)} width={width} height={height} shade={INK} label={label} />
    );
  }
  const values = preview.test.inputs?.[at];
  const [steps = 1, features = 1] = preview.info.shape;
  if (preview.kind === "sequences" && values)
    return (
      <>
        <Steps values={values} steps={steps} features={features} label={label} />
        <span className={classes["caption"]}>{caption}</span>
      </>
    );
  if (preview.kind === "rows" && values && values.length <= MOST_NUMBERS)
    return (
      <>
        <Numbers values={values} label={label} />
        <span className={classes["caption"]}>{caption}</span>
      </>
    );
  return <span className={classes["caption"]}>{caption}</span>;
}

function Photo({ pictures, at, label }: { pictures: Pictures; at: number; label: string }) {
  const fill = useCallback(
    (pixels: Uint32Array) => coloursOf(pictures, at, pixels),
    [at, pictures],
  );
  return <PixelPicture width={pictures.width} height={pictures.height} fill={fill} label={label} />;
}

interface StepsProps {
  readonly values: readonly number[];
  readonly steps: number;
  readonly features: number;
  readonly label: string;
}

/** One feature is drawn as a line over time. Several features are rows of a heat map, with time from left to right. */
function Steps({ values, steps, features, label }: StepsProps) {
  const mode = useColourMode();
  const lines = useMemo(() => [{ values, colour: PRIMARY[mode] }], [mode, values]);
  const turned = useMemo(
    () =>
      Float32Array.from({ length: steps * features }, (_, at) => {
        const [feature, step] = [Math.floor(at / steps), at % steps];
        return values[step * features + feature] ?? 0;
      }),
    [features, steps, values],
  );
  const shade = useMemo(() => signed(Math.max(...turned.map(Math.abs))), [turned]);
  if (features === 1) return <LineSpark lines={lines} label={label} height={24} />;
  return (
    <HeatMap
      values={turned}
      width={steps}
      height={features}
      shade={shade}
      label={label}
      style={{ aspectRatio: "auto", height: 24 }}
    />
  );
}

/** The numbers of a sample in a row of colours, as the network sees them. */
function Numbers({
  values,
  label,
}: {
  readonly values: readonly number[];
  readonly label: string;
}) {
  const numbers = useMemo(() => Float32Array.from(values), [values]);
  const shade = useMemo(() => signed(Math.max(1, ...numbers.map(Math.abs))), [numbers]);
  return (
    <HeatMap
      values={numbers}
      width={Math.max(1, numbers.length)}
      height={1}
      shade={shade}
      label={label}
      style={{ aspectRatio: "auto", height: 12 }}
    />
  );
}
