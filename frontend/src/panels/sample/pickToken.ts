/** Hides a token of a reading when it is clicked. Pure. */
import { tokensOf, type Reading } from "../../api/reading";
import type { DataInfo } from "../../api/types";
import { areWords, MASK } from "./sampleText";

/** The text with one more token hidden; null if the data have no mask token or this token is hidden already. */
export function withHidden(reading: Reading, info: DataInfo, place: number): string | null {
  if (info.mask_token === null || info.mask_token === undefined) return null;
  const tokens = [...(tokensOf(reading) ?? [])];
  const hidden = info.vocab?.[info.mask_token];
  const isHidden = tokens[place] === hidden || tokens[place] === MASK;
  if (tokens[place] === undefined || isHidden) return null;
  tokens[place] = MASK;
  const named = tokens.map((token) => (token === hidden ? MASK : token));
  return named.join(areWords(info.vocab ?? []) ? " " : "");
}
