/** A look at data that need not be the drawing's: asked of the server once and kept a while. */
import { useEffect, useState } from "react";

import { createApi } from "../api/client";
import type { EntryJson, Preview } from "../api/types";
import { fingerprint } from "../project/fingerprint";
import { usePreviewState } from "../store/preview";

const api = createApi();
/** A run goes on while its drawing gets other data: what its own data look like is kept a while. */
const MOST_KEPT = 8;
const known = new Map<string, Preview>();

/** What data look like that need not be the drawing's: as seen before, or as the server says. Null until it is known. */
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
    // Data that are gone stay unknown: then only what the network itself tells is shown.
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
