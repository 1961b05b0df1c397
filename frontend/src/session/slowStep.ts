/** One training step, slowly: which moment of the next step is on the screen, and the verbs that walk through it. */
import { create } from "zustand";

import { sentenceOf } from "../api/sentenceOf";
import type { ProbeJson } from "../api/types";
import { holdStill, measure, step as takeOne } from "./session";
import {
  followedIn,
  momentsOf,
  numParts,
  type Followed,
  type Moment,
  type Walk,
} from "../store/walk";

/** What the step just taken did to the weight that was followed. */
export interface Taken {
  readonly step: number;
  readonly promised: Followed;
  readonly became: number;
}

export interface SlowStep {
  readonly isOpen: boolean;
  readonly walk: Walk | null;
  /** Which moment of the walk. */
  readonly at: number;
  /** Whether it walks on by itself. */
  readonly isPlaying: boolean;
  /** Which sample of the batch is followed. */
  readonly sample: number;
  /** Which weight is followed; null is the one that moves most. */
  readonly param: string | null;
  readonly index: readonly number[];
  readonly isBusy: boolean;
  /** Why there is nothing to walk through. */
  readonly problem: string | null;
  readonly taken: Taken | null;
}

const CLOSED: SlowStep = {
  isOpen: false,
  walk: null,
  at: 0,
  isPlaying: false,
  sample: 0,
  param: null,
  index: [],
  isBusy: false,
  problem: null,
  taken: null,
};

export const useSlowStep = create<SlowStep>(() => CLOSED);

const set = useSlowStep.setState;
const state = useSlowStep.getState;

/** The moment on the screen; null while there is none. */
export function useMoment(): Moment | null {
  return useSlowStep(({ isOpen, walk, at }) => (isOpen && walk?.moments[at]) || null);
}

// ---- the verbs

/** Brings the run to rest and shows its next step. */
export async function openSlowStep(): Promise<void> {
  set({ ...CLOSED, isOpen: true, isBusy: true });
  await guarded(async () => {
    await holdStill();
    await showNextStep();
  });
}

export function closeSlowStep(): void {
  set(CLOSED);
}

/** Goes some moments on or back; stops walking by itself. */
export function walkBy(moments: number): void {
  const { at } = state();
  goTo(at + moments);
}

export function goTo(at: number): void {
  const last = (state().walk?.moments.length ?? 1) - 1;
  set({ at: Math.max(0, Math.min(last, at)), isPlaying: false });
}

/** Walks by itself, or stops; from the end it begins again. */
export function togglePlaying(): void {
  const { isPlaying, at, walk } = state();
  if (!walk) return;
  const isAtEnd = at >= walk.moments.length - 1;
  set({ isPlaying: !isPlaying, at: !isPlaying && isAtEnd ? 0 : at });
}

/** The next moment of a walk that goes by itself; it stops at the end. */
export function walkOn(): void {
  const { at, walk } = state();
  const last = (walk?.moments.length ?? 1) - 1;
  set({ at: Math.min(last, at + 1), isPlaying: at + 1 < last });
}

/** Follows another sample of the batch or another weight, at the same moment. */
export async function follow(
  change: Partial<Pick<SlowStep, "sample" | "param" | "index">>,
): Promise<void> {
  set({ ...change, isBusy: true });
  await guarded(showNextStep);
}

/** Looks again: the run, its step or its settings are others now. */
export async function measureAgain(): Promise<void> {
  set({ isBusy: true, taken: null });
  await guarded(showNextStep);
}

/** Takes the step that was looked at, and shows the one after it. */
export async function takeStep(): Promise<void> {
  const { walk, isBusy } = state();
  if (!walk || isBusy) return;
  set({ isBusy: true, isPlaying: false });
  await guarded(async () => {
    await takeOne("batch");
    await whenPast(walk);
    const part = Math.max(...walk.moments.map((moment) => moment.part));
    const promised = followedIn(walk, part);
    const became = promised && (await valueNow(promised));
    await showNextStep();
    const taken = promised && became !== null ? { step: walk.step + 1, promised, became } : null;
    set({ at: 0, taken });
  });
}

// ---- small pieces

/** Only the answer to the newest question counts. */
let newest = 0;

async function showNextStep(): Promise<void> {
  const mine = ++newest;
  const { sample, param, index } = state();
  const probe: ProbeJson = { type: "next_step", sample, ...(param ? { param, index } : {}) };
  const first = await measure(probe);
  const moments = momentsOf(first.readings, 0);
  for (let part = 1; part < numParts(first.readings); part += 1) {
    // Its weights are others than those of the first half.
    const { readings } = await measure({ type: "next_step", sample, part });
    moments.push(...momentsOf(readings, part));
  }
  if (mine !== newest || !state().isOpen) return;
  const { run, step } = first;
  set({
    walk: { run, step, moments },
    at: Math.min(state().at, moments.length - 1),
    problem: null,
  });
}

async function guarded(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const problem = sentenceOf(error);
    if (state().isOpen) set({ problem, isPlaying: false });
  } finally {
    set({ isBusy: false });
  }
}

const MOST_TRIES = 200;
const TRY_MS = 50;

/** Resolves when the run has taken the step. */
async function whenPast(walk: Walk): Promise<void> {
  const followed = followedIn(walk, 0);
  const probe = followed ? weightProbe(followed) : { type: "next_step" };
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const { step, run } = await measure(probe);
    if (step > walk.step || run !== walk.run) return;
    await new Promise((resolve) => setTimeout(resolve, TRY_MS));
  }
  throw new Error("the run did not take the step; look whether it is over");
}

function weightProbe({ param, index }: Followed): ProbeJson {
  const [node = "", ...rest] = param.split(".");
  return { type: "weight_value", node, param: rest.join("."), index: [...index] };
}

async function valueNow(followed: Followed): Promise<number | null> {
  const { reading } = await measure(weightProbe(followed));
  const value = Object.values(reading.tensors)[0]?.data[0];
  return value === undefined ? null : Number(value);
}
