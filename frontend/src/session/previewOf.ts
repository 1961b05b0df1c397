/** The preview of any data, asked of the server once and kept for a while. */
import { useEffect, useState } from "react";

import { createApi, type PreviewRequest } from "../api/client";
import type { Preview, ProjectFile } from "../api/types";
import { fingerprint } from "../project/fingerprint";
import { usePreviewState } from "../store/preview";

const api = createApi();
/**
 * How many previews are kept. A run may train on while its drawing gets other data, and its panels still show its own.
 */
const MOST_KEPT = 8;
const known = new Map<string, Preview>();

/** What to ask for to see the data of a project as a run of it would. */
export function previewRequest({
  data,
  training,
}: Pick<ProjectFile, "data" | "training">): PreviewRequest {
  return { data, val_fraction: training.val_fraction ?? 0 };
}

/** The preview that is wanted; null until it is known. */
export function usePreviewOf(wanted: PreviewRequest | null): Preview | null {
  const { preview, request } = usePreviewState();
  if (preview && request) keep(fingerprint(request), preview);
  const key = wanted && fingerprint(wanted);
  const [, setCame] = useState<string | null>(null);
  useEffect(() => {
    if (!wanted || key === null || known.has(key)) return;
    let isWanted = true;
    const take = (found: Preview) => {
      keep(key, found);
      if (isWanted) setCame(key);
    };
    // The data may have been deleted. Then the panels show only what needs no preview.
    api.preview(wanted).then(take, () => undefined);
    return () => {
      isWanted = false;
    };
    // The key says all of the request.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return (key !== null && known.get(key)) || null;
}

function keep(key: string, preview: Preview): void {
  if (known.get(key) === preview) return;
  known.delete(key);
  known.set(key, preview);
  for (const oldest of [...known.keys()].slice(0, -MOST_KEPT)) known.delete(oldest);
}
