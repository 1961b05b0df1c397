/** The preview of the drawing's data, before anything is trained on them. */
import { create } from "zustand";

import type { PreviewRequest } from "../api/client";
import type { Preview } from "../api/types";

interface PreviewState {
  readonly preview: Preview | null;
  /** The data and the validation split that it shows. The drawing may have others already. */
  readonly request: PreviewRequest | null;
  /** Why there is none, in a sentence. */
  readonly problem: string | null;
}

export const usePreviewState = create<PreviewState>(() => ({
  preview: null,
  request: null,
  problem: null,
}));

/** The newest preview of the drawing's data, and why there is none. */
export function usePreview(): PreviewState {
  return usePreviewState();
}
