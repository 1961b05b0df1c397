/** One training step in slow motion: which moment of the next step is shown, and the functions that move through it. */
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
  /** The index of the moment that is shown. */
  readonly at: number;
  /** Whether the moments advance by themselves. */
  readonly isPlaying: boolean;
  /** Which sample of the batch is followed. */
  readonly sample: number;
  /** The weight that is followed; null is the one that changes most. */
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

/** Pauses the run and shows its next step. */
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

/** Moves some moments forward or back, and stops the automatic advance. */
export function walkBy(moments: number): void {
  const { at } = state();
  goTo(at + moments);
}

export function goTo(at: number): void {
  const last = (state().walk?.moments.length ?? 1) - 1;
  set({ at: Math.max(0, Math.min(last, at)), isPlaying: false });
}

/** Starts or stops the automatic advance. At the end it begins again from the first moment. */
export function togglePlaying(): void {
  const { isPlaying, at, walk } = state();
  if (!walk) return;
  const isAtEnd = at >= walk.moments.length - 1;
  set({ isPlaying: !isPlaying, at: !isPlaying && isAtEnd ? 0 : at });
}

/** Advances to the next moment, and stops at the last. */
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

/** Measures the next step again, because the run, its step or its settings have changed. */
export async function measureAgain(): Promise<void> {
  set({ isBusy: true, taken: null });
  await guarded(showNextStep);
}

/** Lets the run take the step that is shown, then shows the one after it. */
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

/** The number of the newest measurement; the answers of older ones are ignored. */
let newest = 0;

async function showNextStep(): Promise<void> {
  const mine = ++newest;
  const { sample, param, index } = state();
  const probe: ProbeJson = { type: "next_step", sample, ...(param ? { param, index } : {}) };
  const first = await measure(probe);
  const moments = momentsOf(first.readings, 0);
  for (let part = 1; part < numParts(first.readings); part += 1) {
    // The second network has weights of its own.
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
