/** The preview of the drawing's data, before anything is trained on them. */
import { create } from "zustand";

import type { EntryJson, Preview } from "../api/types";

interface PreviewState {
  readonly preview: Preview | null;
  /** The data that it shows. The drawing may have other data already. */
  readonly data: EntryJson | null;
  /** Why there is none, in a sentence. */
  readonly problem: string | null;
}

export const usePreviewState = create<PreviewState>(() => ({
  preview: null,
  data: null,
  problem: null,
}));

/** The newest preview of the drawing's data, and why there is none. */
export function usePreview(): PreviewState {
  return usePreviewState();
}
