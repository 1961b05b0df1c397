/** Files that were dropped on the page and wait for the panel that takes data. */
import { create } from "zustand";

/** A file with its path in the folder that was dropped: `cats/1.png`. */
export interface FolderFile {
  readonly path: string;
  readonly data: Blob;
}

const NONE: readonly FolderFile[] = [];

export const useDroppedData = create<{ readonly files: readonly FolderFile[] }>(() => ({
  files: NONE,
}));

/** Takes what waits, so that it is used once. */
export function takeDroppedData(): readonly FolderFile[] {
  const { files } = useDroppedData.getState();
  if (files.length > 0) useDroppedData.setState({ files: NONE });
  return files;
}

/** What the page does with dropped files. */
export type Dropped = "nothing" | "project" | "weights" | "data" | "several";

const isProject = ({ path }: FolderFile) => /\.json$/i.test(path);
const isWeights = ({ path }: FolderFile) => /\.(safetensors|pt|pth|bin|onnx)$/i.test(path);

/** Decides by the names. Several files are data, if none of them is something else. Pure. */
export function purposeOf(files: readonly FolderFile[]): Dropped {
  const [first] = files;
  if (!first) return "nothing";
  if (files.length === 1)
    return isProject(first) ? "project" : isWeights(first) ? "weights" : "data";
  return files.some((file) => isWeights(file) || (isProject(file) && !file.path.includes("/")))
    ? "several"
    : "data";
}
