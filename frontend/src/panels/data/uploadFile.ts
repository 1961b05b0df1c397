/** Guesses the kind of a file, and names the limits of an upload. Pure. */
import type { UploadKind } from "../../api/files";

/** The same limits as on the server, which refuses a larger file with a sentence. */
export const LIMITS: Readonly<Record<UploadKind, string>> = {
  table: "CSV, Excel, JSON, NumPy or SQLite: 200,000 rows, 1,000 columns",
  images: "zip or folder of pictures: 5,000, a folder for each class",
  text: "text: 5 million characters",
};
export const MOST_MEGABYTES = 50;
/** The file types that the file dialog offers first. */
export const ACCEPTED =
  ".csv,.tsv,.tab,.data,.dat,.xlsx,.xlsm,.xlsb,.xls,.ods,.json,.jsonl,.ndjson,.npy,.npz,.sqlite,.sqlite3,.db,.zip,.txt,.md,.text";

const TABLES = new Set([
  ...["csv", "tsv", "tab", "data", "dat", "parquet"],
  ...["xlsx", "xlsm", "xlsb", "xls", "ods", "json", "jsonl", "ndjson"],
  ...["npy", "npz", "sqlite", "sqlite3", "db"],
]);
const PICTURES = new Set(["zip", "png", "jpg", "jpeg", "gif", "bmp", "webp", "tar", "gz", "7z"]);

/** The kind of an upload, guessed from the ending of its name. The server examines the content in any case. */
export function kindOf(name: string): UploadKind {
  const ending = name.toLowerCase().split(".").at(-1) ?? "";
  if (TABLES.has(ending)) return "table";
  return PICTURES.has(ending) ? "images" : "text";
}

/** A file size for people to read. */
export function megabytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}

/** A file's name without its ending, as a title for a project. */
export function titleOf(name: string): string {
  return name.replace(/\.[a-z0-9]{1,8}$/i, "").slice(0, 80) || "My data";
}
