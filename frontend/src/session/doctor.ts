/**
 * Examines the run on the screen every few seconds: has the server measure its health, and looks at its points. What is
 * wrong stands in a store until it is mended or closed.
 */
import { create } from "zustand";

import { ofKind } from "../api/reading";
import type { Fix } from "../api/types";
import type { EpochPoint, Examined, Health, Remedy } from "../project/doctor/examined";
import { findings, type NamedFinding } from "../project/doctor/signs";
import { isGoing } from "../project/runState";
import { finder } from "../store/catalogue";
import { useCheck } from "../store/check";
import { useProject } from "../store/project";
import { useRunsState } from "../store/runs";
import type { Series } from "../store/series";
import { drawing, isStale, shownRun } from "./drawingAndRun";
import { measure, newSeed } from "./session";

const PROBE = { type: "health" } as const;
/** The shortest time between two examinations, in milliseconds. */
const LEAST_MS = 3_000;
/** An examination takes at most this part of the time: a slow one comes less often. */
const PART = 1 / 20;
/** How long a sentence stays as it is while its numbers change, in milliseconds. */
const SAME_MS = 20_000;

interface DoctorState {
  /** What is wrong with the run on the screen; null where all is well. */
  readonly shown: NamedFinding | null;
  /** The signs that the person closed, for the drawing on the canvas. */
  readonly closed: readonly string[];
}

export const useDoctor = create<DoctorState>(() => ({ shown: null, closed: [] }));

/** Does not speak of a sign again for this drawing. */
export function closeFinding(sign: string): void {
  useDoctor.setState(({ closed }) => ({ closed: [...closed, sign], shown: null }));
}

type SetField = Extract<Fix, { action: "set_field" }>;

/** Does what a finding's button says. */
export async function takeRemedy(remedy: Remedy): Promise<void> {
  useDoctor.setState({ shown: null });
  if ("isNewSeed" in remedy) return newSeed();
  const { file, applyFix } = useProject.getState();
  const { network, training } = remedy.change(file);
  const set = (place: string[], value: SetField["value"]) =>
    applyFix({
      action: "set_field",
      title: remedy.title,
      place,
      value,
    });
  if (network !== file.network) set(["network"], network);
  if (training !== file.training) set(["training"], training);
}

/** Examines the run on the screen as long as it makes points, until the returned function is called. */
export function examineRuns(): () => void {
  const doctor = new Doctor();
  const leave = [
    useRunsState.subscribe((now, before) => {
      if (now.run?.id !== before.run?.id) doctor.forget();
      if (now.series !== before.series || now.run?.state !== before.run?.state) doctor.soon();
    }),
    useProject.subscribe(({ file, origin }, before) => {
      if (origin !== before.origin) useDoctor.setState({ closed: [] });
      const isOther = file.network !== before.file.network || file.data !== before.file.data;
      if (isOther || file.training !== before.file.training) doctor.forget();
    }),
  ];
  doctor.soon();
  return () => {
    leave.forEach((one) => one());
    doctor.close();
  };
}

class Doctor {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private nextMs = 0;
  private isAsking = false;
  /** The point that was examined last, and what was found there. */
  private seq = 0;
  private before: ReadonlySet<string> = new Set();
  private shownMs = 0;

  close(): void {
    clearTimeout(this.timer);
    this.forget();
  }

  /** Another run or other settings: what was found no longer counts. */
  forget(): void {
    this.seq = 0;
    this.before = new Set();
    useDoctor.setState({ shown: null });
  }

  soon(): void {
    if (this.timer !== undefined || this.isAsking) return;
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        void this.examine();
      },
      Math.max(0, this.nextMs - performance.now()),
    );
  }

  private async examine(): Promise<void> {
    const { series, mayChange, connection } = useRunsState.getState();
    const seq = lastEpochSeq(series);
    const run = shownRun();
    if (!run || seq === this.seq || document.hidden || connection !== "open") return;
    if (!mayChange || run.state === "failed" || isStale()) return;
    const begun = performance.now();
    this.isAsking = true;
    try {
      const { reading } = await measure(PROBE);
      const health = ofKind(reading, "table")?.facts.health;
      const isSame = shownRun()?.id === run.id && !isStale();
      if (health && isSame) this.judge(examinedOf(series, health), seq);
    } catch {
      // A run that cannot be measured now (it waits, its worker is lost) is examined with its next points.
    } finally {
      this.isAsking = false;
      const now = performance.now();
      this.nextMs = now + Math.max(LEAST_MS, (now - begun) / PART);
      if (lastEpochSeq(useRunsState.getState().series) !== this.seq) this.soon();
    }
  }

  /** Speaks of what was found twice in a row, or once in a run that stands still. */
  private judge(examined: Examined, seq: number): void {
    this.seq = seq;
    const { closed, shown } = useDoctor.getState();
    const found = findings(examined).filter(({ sign }) => !closed.includes(sign));
    const isSure = !isGoing(shownRun());
    const [worst = null] = found.filter(({ sign }) => isSure || this.before.has(sign));
    this.before = new Set(found.map(({ sign }) => sign));
    const now = performance.now();
    if (worst?.sign === shown?.sign && now - this.shownMs < SAME_MS) return;
    this.shownMs = now;
    useDoctor.setState({ shown: worst });
  }
}

function lastEpochSeq(series: Series): number {
  for (let at = series.length - 1; at >= 0; at--) {
    if (series.kind[at] === "epoch") return (series.epoch[at] ?? 0) > 0 ? (series.seq[at] ?? 0) : 0;
  }
  return 0;
}

/** The run as the doctor sees it. */
export function examinedOf(series: Series, health: Health): Examined {
  const changed = series.changes[series.changes.length - 1]?.seq ?? 0;
  const points: EpochPoint[] = [];
  for (let at = 0; at < series.length; at++) {
    if (series.kind[at] === "epoch" && (series.seq[at] ?? 0) > changed) {
      points.push(pointAt(series, at));
    }
  }
  return { points, gradients: gradientsOf(series), health, file: drawing(), find: finder() };
}

function pointAt(series: Series, at: number): EpochPoint {
  const squares = Object.values(series.norms).flatMap(({ gradient }) => {
    const norm = gradient[at] ?? null;
    return norm === null ? [] : [norm * norm];
  });
  return {
    epoch: series.epoch[at] ?? 0,
    step: series.step[at] ?? 0,
    train: series.train_loss[at] ?? null,
    test: series.test_loss[at] ?? null,
    accuracy: series.metrics["train_accuracy"]?.[at] ?? null,
    gradient:
      squares.length > 0 ? Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) : null,
  };
}

/** The size of each node's newest gradient: its norm, divided by the root of how many numbers it has. */
function gradientsOf({ norms, kind, length }: Series): Readonly<Record<string, number>> {
  const last = kind.lastIndexOf("epoch", length - 1);
  const nodes = useCheck.getState().report?.nodes ?? {};
  const sizes = Object.entries(norms).flatMap(([id, { gradient }]): [string, number][] => {
    const [norm, count] = [gradient[last] ?? null, nodes[id]?.num_params ?? 0];
    return norm === null || count === 0 ? [] : [[id, norm / Math.sqrt(count)]];
  });
  return Object.fromEntries(sizes);
}
