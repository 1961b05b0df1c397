/** Project files to and from this computer. */
import type { ProjectFile } from "../api/types";
import { FILE_VERSION } from "../project/graph";

/** The name a project is saved under: its title, without what file systems refuse. */
export function fileName(title: string, ending = "json"): string {
  const stem = title
    .normalize("NFKD")
    .replace(/[^\w\s-]/g, "")
    .trim()
    .replace(/\s+/g, "-")
    .toLowerCase();
  return `${stem.slice(0, 60) || "network"}.${ending}`;
}

/** The project in a file's text. Throws an `Error` with a sentence where there is none. */
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

/** Hands the project to the browser as a download. */
export function download(file: ProjectFile): void {
  const text = `${JSON.stringify(file, null, 2)}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  downloadFrom(url, fileName(file.title));
  URL.revokeObjectURL(url);
}

/** Lets the browser keep what lies at an address. */
export function downloadFrom(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
