/** The preview of any data, asked of the server once and kept for a while. */
import { useEffect, useState } from "react";

import { createApi } from "../api/client";
import type { EntryJson, Preview } from "../api/types";
import { fingerprint } from "../project/fingerprint";
import { usePreviewState } from "../store/preview";

const api = createApi();
/**
 * How many previews are kept. A run may train on while its drawing gets other data, and its panels still show its own.
 */
const MOST_KEPT = 8;
const known = new Map<string, Preview>();

/** The preview of these data; null until it is known. */
export function usePreviewOf(wanted: EntryJson | null): Preview | null {
  const { preview, data } = usePreviewState();
  if (preview && data) keep(fingerprint(data), preview);
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
    // The key says all of the data.
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
