/** Reads and writes project files on this computer. */
import type { ProjectFile } from "../api/types";
import { FILE_VERSION } from "../project/graph";

/** The file name of a project: its title without characters that file systems refuse. */
export function fileName(title: string, ending = "json"): string {
  const stem = title
    .normalize("NFKD")
    .replace(/[^\w\s-]/g, "")
    .trim()
    .replace(/\s+/g, "-")
    .toLowerCase();
  return `${stem.slice(0, 60) || "network"}.${ending}`;
}

/** Reads a project from the text of a file. Throws an `Error` with a sentence if the text is no project. */
export function readProject(name: string, text: string): Partial<ProjectFile> {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Error(`“${name}” is no JSON; choose a project file that Torchground saved`);
  }
  const file = (typeof read === "object" && read !== null ? read : {}) as Partial<ProjectFile>;
  if (typeof file.torchground !== "number" || !Array.isArray(file.network?.nodes)) {
    throw new Error(`“${name}” is no project; a project file says "torchground" and has a network`);
  }
  if (file.torchground > FILE_VERSION) {
    throw new Error(
      `“${name}” was made by a newer Torchground (file version ${file.torchground}, this one opens up to ${FILE_VERSION}); update Torchground to open it`,
    );
  }
  return file;
}

/** Downloads the project as a file. */
export function download(file: ProjectFile): void {
  const text = `${JSON.stringify(file, null, 2)}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  downloadFrom(url, fileName(file.title));
  URL.revokeObjectURL(url);
}

/** Downloads the file at a URL. */
export function downloadFrom(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
