/** Reads what was dropped on the page: files, and folders with all that is in them. */
import type { FolderFile } from "../session/droppedFiles";

/** More files than this are not read; a set of pictures has at most 5,000. */
export const MOST_FILES = 20_000;

/** The files of dropped folders with their paths in them, and single dropped files. */
export async function readDropped(items: DataTransferItemList): Promise<readonly FolderFile[]> {
  // The list is empty once the event is over, so everything is taken from it before the first wait.
  const dropped = [...items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const found: FolderFile[] = [];
  for (const one of dropped) {
    if (one instanceof File) found.push({ path: one.name, data: one });
    else if (one !== null) await readInto(found, one);
  }
  return found;
}

async function readInto(found: FolderFile[], entry: FileSystemEntry): Promise<void> {
  if (found.length > MOST_FILES)
    throw new Error(
      `The folder has more than ${MOST_FILES.toLocaleString("en")} files; drop fewer`,
    );
  if (entry.isFile) {
    const data = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ path: entry.fullPath.replace(/^\//, ""), data });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const inner of some) await readInto(found, inner);
  }
}
