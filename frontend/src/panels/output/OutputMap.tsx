/** The network's output over the plane, with the train samples and the test samples. */
import { useCallback, useMemo, useState } from "react";

import { ofKind, valuesOf, type ReadingOf } from "../../api/reading";
import type { Preview, PreviewHalf } from "../../api/types";
import { colourOf, signed } from "../../components/colourScale";
import { classColour, css, type ColourMode, type Rgb } from "../../components/colours";
import { Panel } from "../../components/Panel";
import { Scatter, type Cloud } from "../../components/Scatter";
import { SmallCheck } from "../../components/SmallCheck";
import { useColourMode } from "../../components/useColourMode";
import { usePreferences, type Preferences } from "../../store/preferences";
import { useFrame } from "../../store/readings";
import { numberText } from "../../views/tensors";
import { ViewOf } from "../../views/ViewOf";
import { useExact } from "./useExact";
import classes from "./OutputMap.module.css";
import { answerAt, OUTPUT_MAP } from "../readings/probes";
import { partsOf, type RunOutput } from "../shared/runOutput";
import { Nothing } from "../readings/Watched";

export function OutputMap({ output }: { readonly output: RunOutput }) {
  const { showTest, discretize } = usePreferences();
  const set = (change: Partial<Preferences>) => usePreferences.getState().set(change);
  return (
    <Panel
      title={output.isDuel ? "Discriminator" : "Output"}
      aside={
        <>
          <SmallCheck
            label="test points"
            hint="Shows the samples kept for the test, with a dark ring. Those with a light ring are learned from."
            checked={showTest}
            onChange={(showTest) => set({ showTest })}
          />
          <SmallCheck
            label="discretize"
            hint="Shows which class the network answers, instead of how sure it is"
            checked={discretize}
            onChange={(discretize) => set({ discretize })}
          />
        </>
      }
    >
      <Map output={output} showTest={showTest} discretize={discretize} />
    </Panel>
  );
}

interface MapProps {
  readonly output: RunOutput;
  readonly showTest: boolean;
  readonly discretize: boolean;
}

function Map({ output, showTest, discretize }: MapProps) {
  const { frame, problem } = useFrame(OUTPUT_MAP);
  const mode = useColourMode();
  const [point, setPoint] = useState<readonly [number, number] | null>(null);
  const { info, samples } = output;
  const clouds = useMemo(() => cloudsOf(samples, showTest, mode), [mode, samples, showTest]);
  const range = info.plane ?? [-1, 1];
  const reading = ofKind(frame?.readings[0], "field2d");
  const follow = useCallback(
    (event: React.PointerEvent<HTMLDivElement>) => {
      const box = event.currentTarget.getBoundingClientRect();
      const along = (share: number) =>
        Number((range[0] + share * (range[1] - range[0])).toFixed(3));
      const across = (event.clientX - box.left) / box.width;
      const up = 1 - (event.clientY - box.top) / box.height;
      setPoint([along(across), along(up)]);
    },
    // `range` is a new array at each render; its two numbers are the real dependencies.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [range[0], range[1]],
  );
  return (
    <div className={classes["split"]}>
      <div className={classes["map"]} onPointerMove={follow} onPointerLeave={() => setPoint(null)}>
        {reading ? (
          <Scatter clouds={clouds} x={range} y={range} label="Train and test samples">
            <ViewOf
              reading={reading}
              label="What the network answers over the plane"
              discrete={discretize}
            />
          </Scatter>
        ) : (
          <Nothing why={problem} room="14.5rem" />
        )}
      </div>
      <div className={classes["side"]}>
        <Legend output={output} showTest={showTest} />
        {point && reading && (
          <Answer point={point} names={info.classes ?? []} output={bestAt(reading, range, point)} />
        )}
      </div>
    </div>
  );
}

/** The output to measure at a point: the most likely class in the picture, or the only output. */
function bestAt(
  { tensors: { values } }: ReadingOf<"field2d">,
  [low, high]: readonly [number, number] | readonly number[],
  [x, y]: readonly [number, number],
): number {
  const [count = 1, height = 1, width = 1] = values.shape;
  const span = (high ?? 1) - (low ?? 0);
  const column = clamp(Math.round(((x - (low ?? 0)) / span) * (width - 1)), width);
  const row = clamp(Math.round((((high ?? 1) - y) / span) * (height - 1)), height);
  let best = 0;
  let most = -Infinity;
  for (let at = 0; at < count; at += 1) {
    const scale = Array.isArray(values.scale)
      ? Number(values.scale[at])
      : Number(values.scale ?? 1);
    const value = Number(values.data[(at * height + row) * width + column]) * scale;
    if (value > most) [best, most] = [at, value];
  }
  return best;
}

function clamp(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}

interface AnswerProps {
  readonly point: readonly [number, number];
  readonly names: readonly string[];
  readonly output: number;
}

/** The exact output under the pointer, with the step at which it was measured. */
function Answer({ point, names, output }: AnswerProps) {
  const exact = useExact(answerAt(point, output));
  const value = exact && Number(valuesOf(exact.reading)?.data[0]);
  return (
    <dl className={classes["answer"]}>
      <dt>x₁</dt>
      <dd>{point[0].toFixed(2)}</dd>
      <dt>x₂</dt>
      <dd>{point[1].toFixed(2)}</dd>
      <dt>{names[output] ?? "answer"}</dt>
      <dd>{value === null ? "…" : numberText(value)}</dd>
      <dt>step</dt>
      <dd>{exact ? exact.step : "…"}</dd>
    </dl>
  );
}

function Legend({
  output: { info, isDuel },
  showTest,
}: {
  readonly output: RunOutput;
  showTest: boolean;
}) {
  const names = info.classes ?? [];
  return (
    <ul className={classes["legend"]}>
      {names.map((name, at) => (
        <li key={name} title={name}>
          <i style={{ background: css(classColour(at)) }} />
          {name}
        </li>
      ))}
      {names.length === 0 && (
        <>
          <li>
            <i style={{ background: "var(--tg-positive)" }} />
            {isDuel ? "looks real" : "> 0"}
          </li>
          <li>
            <i style={{ background: "var(--tg-negative)" }} />
            {isDuel ? "looks made" : "< 0"}
          </li>
        </>
      )}
      <li>
        <i data-rim="train" />
        train
      </li>
      {showTest && (
        <li>
          <i data-rim="test" />
          test
        </li>
      )}
    </ul>
  );
}

const WHITE = "rgb(255 255 255 / 90%)";
/** A weaker outline for regression samples: they are many and small, and a full outline would hide their colours. */
const HALF_WHITE = "rgb(255 255 255 / 55%)";
const BLACK = "#1a1c26";

/** Train samples have a white outline, samples that are not trained on a dark one. */
function cloudsOf(samples: Preview | null, showTest: boolean, mode: ColourMode): Cloud[] {
  if (!samples) return [];
  const isNumber = (samples.info.classes ?? []).length === 0;
  const halves = partsOf(samples, showTest);
  const bound = Math.max(0, ...samples.train.targets.map(Math.abs));
  return halves.map((half) => ({
    points: pointsOf(half),
    colourAt: (at) => colourAt(half.targets[at] ?? 0, isNumber, bound, mode),
    radius: isNumber ? 2 : 3.25,
    rim: half !== samples.train ? BLACK : isNumber ? HALF_WHITE : WHITE,
  }));
}

function colourAt(target: number, isNumber: boolean, bound: number, mode: ColourMode): Rgb {
  return isNumber ? colourOf(target, signed(bound), mode) : classColour(target);
}

function pointsOf(half: PreviewHalf): Float32Array {
  return Float32Array.from((half.inputs ?? []).flatMap(([x = 0, y = 0]) => [x, y]));
}
