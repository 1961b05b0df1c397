/** What of the run on the screen is shown, and the data it was trained on. */
import { useMemo } from "react";

import type { DataInfo, Preview } from "../api/types";
import { fingerprint } from "../store/differs";
import { usePreview } from "../store/preview";
import { useRunProject } from "../store/runs";

/** How a run's answers are best seen. */
export type Sight = "plane" | "curve" | "classes" | "numbers";

export interface Shown {
  readonly sight: Sight;
  readonly info: DataInfo;
  /** Whether samples are pictures. */
  readonly pictures: boolean;
  /** The samples, where they are of the data that the run was trained on. */
  readonly samples: Preview | null;
}

/** Null until the data is known. */
export function useShown(): Shown | null {
  const { preview, data } = usePreview();
  const project = useRunProject();
  return useMemo(() => {
    if (!preview || !data) return null;
    const key = fingerprint(project?.data ?? data);
    const samples = remember(fingerprint(data), preview).get(key) ?? null;
    const { info } = samples ?? preview;
    return { sight: sightOf(info), info, pictures: info.shape.length === 3, samples };
  }, [data, preview, project]);
}

/** A run goes on while its drawing gets other data: what its own data look like is kept a while. */
const MOST_KEPT = 8;
const seen = new Map<string, Preview>();

function remember(key: string, preview: Preview): ReadonlyMap<string, Preview> {
  seen.delete(key);
  seen.set(key, preview);
  for (const oldest of [...seen.keys()].slice(0, -MOST_KEPT)) seen.delete(oldest);
  return seen;
}

export function sightOf(info: DataInfo): Sight {
  if (info.plane) return "plane";
  if (info.classes && info.classes.length > 0) return "classes";
  return info.shape.length === 1 && info.shape[0] === 1 ? "curve" : "numbers";
}
