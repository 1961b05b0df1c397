/** What a file probably is, and how large it may be. Pure. */
import type { UploadKind } from "../../api/files";

/** As the server says; it refuses what is larger with a sentence of its own. */
export const LIMITS: Readonly<Record<UploadKind, string>> = {
  table: "CSV: 200,000 rows, 1,000 columns",
  images: "zip or folder of pictures: 5,000, a folder for each class",
  text: "text: 5 million characters",
};
export const MOST_MEGABYTES = 50;
/** What the file chooser shows first. */
export const ACCEPTED = ".csv,.tsv,.zip,.txt,.md,.text";

const TABLES = new Set(["csv", "tsv", "tab", "xls", "xlsx", "ods", "parquet"]);
const PICTURES = new Set(["zip", "png", "jpg", "jpeg", "gif", "bmp", "webp", "tar", "gz", "7z"]);

/** What kind of upload a file is: by the end of its name. The server looks into it, whatever it is called. */
export function kindOf(name: string): UploadKind {
  const ending = name.toLowerCase().split(".").at(-1) ?? "";
  if (TABLES.has(ending)) return "table";
  return PICTURES.has(ending) ? "images" : "text";
}

/** A size as people read it. */
export function megabytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}

/** A file's name without its end, as the title of a drawing. */
export function titleOf(name: string): string {
  return name.replace(/\.[a-z0-9]{1,8}$/i, "").slice(0, 80) || "My data";
}
