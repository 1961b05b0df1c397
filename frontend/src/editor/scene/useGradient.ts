/** The norms of a card's weights and gradients. They are read twice a second instead of at every point. */
import { useEffect, useState } from "react";

import { useRunsState } from "../../store/runs";
import type { Series } from "../../store/series";

const EVERY_MS = 500;

/** The norms of several nodes together, at the newest point that has them. */
export interface NodeNorms {
  readonly weight: number | null;
  readonly gradient: number | null;
}

const NONE: NodeNorms = { weight: null, gradient: null };

/** The newest norms over all parameters of these nodes. */
export function useNorms(ids: readonly string[]): NodeNorms {
  const key = ids.join(" ");
  const [norms, setNorms] = useState(NONE);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = () => {
      timer = null;
      const found = normsOf(useRunsState.getState().series, key.split(" "));
      setNorms((old) =>
        old.weight === found.weight && old.gradient === found.gradient ? old : found,
      );
    };
    look();
    const leave = useRunsState.subscribe((state, before) => {
      if (state.series !== before.series) timer ??= setTimeout(look, EVERY_MS);
    });
    return () => {
      leave();
      if (timer) clearTimeout(timer);
    };
  }, [key]);
  return norms;
}

/** The norms over several nodes: the square root of the sum of their squared Euclidean norms. */
export function normsOf({ norms, length }: Series, ids: readonly string[]): NodeNorms {
  const columns = ids.flatMap((id) => norms[id] ?? []);
  return {
    weight: together(columns.map(({ weight }) => newest(weight, length))),
    gradient: together(columns.map(({ gradient }) => newest(gradient, length))),
  };
}

function newest(column: readonly (number | null)[], length: number): number | null {
  for (let at = length - 1; at >= 0; at--) {
    const value = column[at];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

function together(parts: readonly (number | null)[]): number | null {
  const known = parts.filter((part) => part !== null);
  return known.length > 0 ? Math.hypot(...known) : null;
}
