/** The weights files on the server, loaded when they are first shown, and how the weights of a run become a file. */
import { useEffect } from "react";
import { create } from "zustand";

import {
  getWeights,
  keepWeightsOf,
  listWeights,
  type Weights,
  type WeightsCard,
} from "../api/weights";
import { uploadWeights } from "../api/files";
import { notifyError } from "../store/messages";

export { weightsAddress } from "../api/weights";
export type { Weights, WeightsCard } from "../api/weights";

interface WeightsState {
  /** Newest first; null until they were asked for. */
  readonly cards: readonly WeightsCard[] | null;
  readonly known: Readonly<Record<string, Weights>>;
}

const useWeightsState = create<WeightsState>(() => ({ cards: null, known: {} }));

/** Every weights file. The list is loaded again whenever a component that shows it is mounted. */
export function useWeightsCards(): readonly WeightsCard[] {
  useEffect(() => {
    void refreshWeights();
  }, []);
  return useWeightsState((state) => state.cards) ?? [];
}

/** One file with its tensors; undefined until it is known, and where it is gone. */
export function useWeights(weights: string | undefined): Weights | undefined {
  const found = useWeightsState((state) => (weights ? state.known[weights] : undefined));
  useEffect(() => {
    if (!weights || found) return;
    getWeights(weights).then(keep, () => undefined);
  }, [found, weights]);
  return found;
}

export async function refreshWeights(): Promise<void> {
  try {
    useWeightsState.setState({ cards: await listWeights() });
  } catch (error) {
    notifyError(error);
  }
}

/** Makes a weights file of a run. Resolves with null, and shows a message, where the run has no weights yet. */
export async function weightsOfRun(run: string): Promise<string | null> {
  try {
    const made = await keepWeightsOf(run);
    keep(made);
    await refreshWeights();
    return made.weights;
  } catch (error) {
    notifyError(error);
    return null;
  }
}

/** Uploads a safetensors file. Rejects with the server's sentence where it is refused. */
export async function uploadWeightsFile(
  file: File,
  onProgress: (share: number) => void,
): Promise<string> {
  const upload = await uploadWeights(file, file.name, onProgress);
  keep(upload);
  await refreshWeights();
  return upload.weights;
}

function keep(weights: Weights): void {
  useWeightsState.setState(({ known }) => ({ known: { ...known, [weights.weights]: weights } }));
}

/** The nodes that a file made from a run has weights for, in its order. */
export function nodesIn({ tensors }: Pick<Weights, "tensors">): string[] {
  return [...new Set(tensors.map(({ name }) => name.split(".")[0] ?? name))];
}
