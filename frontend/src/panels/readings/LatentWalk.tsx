/**
 * The plane of latent codes. Drag a point to see the decoder's output there, or choose two samples to see outputs
 * between them.
 */
import { useEffect, useMemo, useState } from "react";

import { sentenceOf } from "../../api/sentenceOf";
import type { Reading, ReadingOf } from "../../api/reading";
import { throttle } from "../../components/throttle";
import { measure } from "../../session/session";
import { floatsOf } from "../../views/tensors";
import { ViewOf } from "../../views/ViewOf";
import classes from "./LatentWalk.module.css";
import { wayBetween, type Code } from "./codes";

/** The shortest time between two decoded codes while the person drags, in milliseconds. */
const DECODE_MS = 70;
/** The shortest time between two decoded paths, in milliseconds. A path is several pictures, so it takes longer. */
const WAY_MS = 1_000;
/** Number of pictures on the path between two samples. */
const STOPS = 7;

type Plane = ReadingOf<"scatter">;

export interface LatentWalkProps {
  readonly reading: Plane;
  readonly label: string;
  readonly height?: number;
  readonly step: number;
  readonly onHover: (words: string | null) => void;
}

export function LatentWalk({ reading, label, height, step, onHover }: LatentWalkProps) {
  const [code, setCode] = useState<Code | null>(null);
  const [ends, setEnds] = useState<readonly Code[]>([]);
  const { decoded, problem, decode } = useDecoded();
  const shown = useMemo(() => withMarks(reading, code, ends), [code, ends, reading]);
  // While the network learns, the decoder's output for the same code changes.
  useEffect(() => {
    if (code) decode(code);
  }, [code, decode, step]);
  const pick = (index: number) => {
    const at = codeOf(reading, index);
    if (at) setEnds((before) => [...before, at].slice(-2));
  };
  return (
    <>
      <div className={classes["walk"]} data-walk>
        <div>
          <ViewOf
            reading={shown}
            label={label}
            step={step}
            {...(height === undefined ? {} : { height })}
            onHover={onHover}
            onPick={pick}
            onPlace={(x, y) => setCode([round(x), round(y)])}
          />
        </div>
        <div className={classes["decoded"]}>
          {decoded && (
            <ViewOf reading={decoded} label="What the decoder makes of this point" compact />
          )}
          <p className={classes["remark"]} role="status">
            {problem ??
              (code
                ? `z = (${code[0].toFixed(2)}, ${code[1].toFixed(2)})`
                : "Drag over the plane: what the decoder makes of that point appears here.")}
          </p>
        </div>
      </div>
      {ends.length === 2 ? (
        <Way from={ends[0] as Code} to={ends[1] as Code} step={step} />
      ) : (
        <p className={classes["remark"]}>
          {ends.length === 1
            ? "Choose a second sample: the way between the two is decoded."
            : "Choose two samples, one after the other, for the way between them."}
        </p>
      )}
    </>
  );
}

/** The decoder's output for evenly spaced codes between two codes. */
function Way({
  from,
  to,
  step,
}: {
  readonly from: Code;
  readonly to: Code;
  readonly step: number;
}) {
  const [pictures, setPictures] = useState<readonly Reading[]>([]);
  const key = JSON.stringify([from, to]);
  const decode = useMemo(() => {
    const [begin, end] = JSON.parse(key) as [Code, Code];
    const all = () => Promise.all(wayBetween(begin, end, STOPS).map(decodedAt));
    return throttle(() => void all().then(setPictures, () => setPictures([])), WAY_MS);
  }, [key]);
  useEffect(() => () => decode.cancel(), [decode]);
  // Decode again at every step, because the decoder has changed.
  useEffect(() => decode.call(step), [decode, step]);
  return (
    <div className={classes["path"]} role="group" aria-label="The way between two samples">
      {pictures.map((picture, at) => (
        <ViewOf key={at} reading={picture} label={`Stop ${at + 1} of ${STOPS}`} compact />
      ))}
    </div>
  );
}

async function decodedAt(point: Code): Promise<Reading> {
  return (await measure({ type: "decoded_point", point })).reading;
}

/** Decodes the newest requested code, at most once every DECODE_MS milliseconds. */
function useDecoded() {
  const [decoded, setDecoded] = useState<Reading | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useMemo(() => {
    const found = (reading: Reading) => {
      setDecoded(reading);
      setProblem(null);
    };
    const failed = (error: unknown) => setProblem(sentenceOf(error));
    return throttle((code: Code) => void decodedAt(code).then(found, failed), DECODE_MS);
  }, []);
  useEffect(() => () => asked.cancel(), [asked]);
  return { decoded, problem, decode: asked.call };
}

/** The plane with marks at the dragged code and at the two ends of the path. */
function withMarks(reading: Plane, code: Code | null, ends: readonly Code[]): Plane {
  const marks = [...ends, ...(code ? [code] : [])];
  if (marks.length === 0) return reading;
  const data = Float32Array.from(marks.flat());
  const marked = { dtype: "float32", shape: [marks.length, 2], scale: null, data } as const;
  return { ...reading, tensors: { ...reading.tensors, marked } };
}

/** The code of a sample, found by the sample's index among the test samples. */
function codeOf({ tensors }: Plane, index: number): Code | null {
  const points = floatsOf(tensors.points);
  const numbers = tensors.index;
  const at = numbers ? floatsOf(numbers).indexOf(index) : index;
  const [x, y] = [points[2 * at], points[2 * at + 1]];
  return x === undefined || y === undefined ? null : [x, y];
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
