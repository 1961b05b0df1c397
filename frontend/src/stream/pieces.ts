/** Puts together what came in pieces over a slow line; see `server/lines/pieces.py`. */

/** The byte with which a piece begins; no frame of readings begins with it. */
const MARK = 0xc1;
const MORE = 1;
const TEXT = 2;
const HEAD_BYTES = 3;
/** A frame that would be longer is none that the server sends. */
const MOST_BYTES = 64_000_000;

interface Parts {
  readonly pieces: Uint8Array[];
  bytes: number;
}

export class Pieces {
  /** By rank: what has come of a frame. */
  private readonly parts = new Map<number, Parts>();

  /** The frame that is whole with this one; null while more of it must come. */
  add(data: string | ArrayBuffer): string | ArrayBuffer | null {
    if (typeof data === "string") return data;
    const bytes = new Uint8Array(data);
    const [mark, rank, flags] = bytes;
    if (mark !== MARK || rank === undefined || flags === undefined) return data;
    const parts = this.parts.get(rank) ?? { pieces: [], bytes: 0 };
    parts.pieces.push(bytes.subarray(HEAD_BYTES));
    parts.bytes += bytes.byteLength - HEAD_BYTES;
    const isMore = (flags & MORE) !== 0 && parts.bytes <= MOST_BYTES;
    if (isMore) {
      this.parts.set(rank, parts);
      return null;
    }
    this.parts.delete(rank);
    const whole = joined(parts);
    return (flags & TEXT) !== 0 ? new TextDecoder().decode(whole) : whole.buffer;
  }
}

function joined({ pieces, bytes }: Parts): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
