import { expect, it } from "vitest";

import { goodbyeOf, RESTARTING, TRY_LATER } from "./goodbye";

it("says why the server has ended a line, in its own words where it gave some", () => {
  expect(goodbyeOf(RESTARTING)).toBe("The server is being started anew.");
  expect(goodbyeOf(TRY_LATER)).toBe("The server has no room for this tab just now.");
  expect(goodbyeOf(TRY_LATER, "too many tabs are open")).toBe(
    "The server says: too many tabs are open.",
  );
  expect(goodbyeOf(TRY_LATER, "The server is starting.")).toBe(
    "The server says: The server is starting.",
  );
});

it("says nothing in the server's name where something else has ended it", () => {
  expect(goodbyeOf(1006)).toBeNull();
  expect(goodbyeOf(1000, "a filter's words")).toBeNull();
});
