/**
 * Packs the files of a folder into one zip without compression: pictures are compressed already. Pure, apart from
 * reading the files.
 */
import type { FolderFile } from "../../session/droppedFiles";

/** Bit 11 of the flags in a zip header: file names are UTF-8. */
const UTF8 = 1 << 11;
const VERSION = 20;
/** 1 January 1980, the earliest date that a zip can hold. */
const DAY = 0x21;
const MOST_FILES = 65_535;

export async function zipped(files: readonly FolderFile[]): Promise<Blob> {
  const parts: BlobPart[] = [];
  const index: BlobPart[] = [];
  let offset = 0;
  let indexSize = 0;
  for (const { path, data } of files.slice(0, MOST_FILES)) {
    const bytes = new Uint8Array(await data.arrayBuffer());
    const name = new TextEncoder().encode(path);
    const about = described(bytes, name);
    const local = numbers([4, 0x04034b50], ...about, [2, 0]);
    const entry = numbers(
      [4, 0x02014b50],
      [2, VERSION],
      ...about,
      ...([
        [2, 0],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, offset],
      ] as const),
    );
    parts.push(local, name, bytes);
    index.push(entry, name);
    offset += local.length + name.length + bytes.length;
    indexSize += entry.length + name.length;
  }
  const count = Math.min(files.length, MOST_FILES);
  const end = numbers(
    [4, 0x06054b50],
    ...([
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
      [4, indexSize],
      [4, offset],
      [2, 0],
    ] as const),
  );
  return new Blob([...parts, ...index, end], { type: "application/zip" });
}

type Sized = readonly [bytes: number, value: number];

function described(bytes: Uint8Array, name: Uint8Array): readonly Sized[] {
  return [
    [2, VERSION],
    [2, UTF8],
    [2, 0],
    [2, 0],
    [2, DAY],
    [4, checksum(bytes)],
    [4, bytes.length],
    [4, bytes.length],
    [2, name.length],
  ];
}

/** Little-endian integers of the given numbers of bytes (2 or 4). */
function numbers(...values: readonly Sized[]): Uint8Array<ArrayBuffer> {
  const total = values.reduce((sum, [bytes]) => sum + bytes, 0);
  const view = new DataView(new ArrayBuffer(total));
  let at = 0;
  for (const [bytes, value] of values) {
    if (bytes === 4) view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

let table: Uint32Array | null = null;

/** The CRC-32 checksum that zip files use. */
export function checksum(bytes: Uint8Array): number {
  const steps = (table ??= Uint32Array.from({ length: 256 }, (_, at) => {
    let value = at;
    for (let bit = 0; bit < 8; bit += 1)
      value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  }));
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ (steps[(sum ^ byte) & 255] as number);
  return (sum ^ 0xffffffff) >>> 0;
}
