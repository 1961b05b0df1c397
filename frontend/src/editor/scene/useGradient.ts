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
  useEffect(
    () =>
      watchSeries((series) => {
        const found = normsOf(series, key.split(" "));
        setNorms((old) =>
          old.weight === found.weight && old.gradient === found.gradient ? old : found,
        );
      }),
    [key],
  );
  return norms;
}

/** The newest norm of the gradient of each node, in their order; null if it is not measured yet. */
export function useEachGradient(ids: readonly string[]): readonly (number | null)[] {
  const key = ids.join(" ");
  // As text, so that equal norms cause no render.
  const [norms, setNorms] = useState("");
  useEffect(
    () =>
      watchSeries((series) => {
        const each = key.split(" ").map((id) => normsOf(series, [id]).gradient);
        setNorms(each.map((norm) => norm ?? "-").join(" "));
      }),
    [key],
  );
  const each = norms.split(" ");
  return ids.map((_, at) => (each[at] && each[at] !== "-" ? Number(each[at]) : null));
}

/** Calls `look` with the points of the run on the screen, now and at most twice a second, until the result is called. */
function watchSeries(look: (series: Series) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const lookNow = () => {
    timer = null;
    look(useRunsState.getState().series);
  };
  lookNow();
  const leave = useRunsState.subscribe((state, before) => {
    if (state.series !== before.series) timer ??= setTimeout(lookNow, EVERY_MS);
  });
  return () => {
    leave();
    if (timer) clearTimeout(timer);
  };
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
