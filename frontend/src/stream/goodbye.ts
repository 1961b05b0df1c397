/** Why the server itself has ended a line, by the code it closes with. Pure. */

/** The server stops, or is started anew. */
export const RESTARTING = 1012;
/** It has no room for this tab. */
export const TRY_LATER = 1013;

const WHY: Readonly<Record<number, string>> = {
  [RESTARTING]: "The server is being started anew.",
  [TRY_LATER]: "The server has no room for this tab just now.",
};

/** The server's own words if it gave some; null where it was not the server that ended the line. */
export function goodbyeOf(code: number, reason = ""): string | null {
  const why = WHY[code];
  return why && reason ? `The server says: ${reason.replace(/\.?$/, ".")}` : (why ?? null);
}
