/**
 * Requests one exact number from the worker while something is hovered, and repeats the request while the training goes
 * on.
 */
import { useEffect, useState } from "react";

import { ofKind } from "../../api/reading";
import { sentenceOf } from "../../api/sentenceOf";
import type { ProbeJson } from "../../api/types";
import { measure } from "../../session/session";
import { valueOf } from "../cards/tensors";

/** The answer to a request: the number and its step, or the reason why there is none. */
export interface Exact {
  readonly key: string;
  readonly value: number | null;
  /** The gradient of a weight for the last batch; null before the first step, and for numbers that are no weights. */
  readonly gradient: number | null;
  readonly step: number;
  readonly problem: string | null;
}

const FIRST_MS = 80;
const AGAIN_MS = 400;

/** Requests the number of a probe that measures one number. With null it requests nothing. */
export function useExact(probe: ProbeJson | null): Exact | null {
  const key = probe ? JSON.stringify(probe) : "";
  const [exact, setExact] = useState<Exact | null>(null);
  useEffect(() => {
    if (!key) return;
    let isCurrent = true;
    let timer = setTimeout(ask, FIRST_MS);
    function ask() {
      void answer(key).then((found) => {
        if (!isCurrent) return;
        setExact(found);
        timer = setTimeout(ask, AGAIN_MS);
      });
    }
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key]);
  return exact?.key === key ? exact : null;
}

async function answer(key: string): Promise<Exact> {
  try {
    const { reading, step } = await measure(JSON.parse(key) as ProbeJson);
    const tensor = Object.values(reading.tensors)[0];
    const gradient = ofKind(reading, "scalar")?.facts.gradient ?? null;
    const value = tensor ? valueOf(tensor, 0) : null;
    return {
      key,
      value,
      gradient: gradient === null ? null : Number(gradient),
      step,
      problem: null,
    };
  } catch (error) {
    const problem = sentenceOf(error);
    return { key, value: null, gradient: null, step: 0, problem };
  }
}
