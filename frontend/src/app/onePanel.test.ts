import { describe, expect, it } from "vitest";

import { openAfter, shownPanel, withOnePanel } from "./onePanel";
import { EVERYTHING_OPEN, SIDES } from "./shellLayout";

describe("on a small screen", () => {
  it("the output is seen at first, where it does not cover the network", () => {
    expect(shownPanel(undefined, "below")).toBe("right");
    expect(shownPanel(undefined, "over")).toBeNull();
    expect(shownPanel(null, "below")).toBeNull();
  });

  it.each([...SIDES, null])("one panel at most is open: %s", (side) => {
    const { closed } = withOnePanel(EVERYTHING_OPEN, side);
    expect(SIDES.filter((one) => !closed[one])).toEqual(side === null ? [] : [side]);
  });

  it("what is asked for takes the place of what was open", () => {
    const shown = withOnePanel(EVERYTHING_OPEN, "right");
    const asked = { ...shown, closed: { ...shown.closed, left: false } };
    expect(openAfter(shown, asked)).toBe("left");
    expect(openAfter(shown, shown)).toBe("right");
    expect(openAfter(shown, withOnePanel(shown, null))).toBeNull();
  });
});
