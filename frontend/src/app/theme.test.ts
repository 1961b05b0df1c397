import { DEFAULT_THEME } from "@mantine/core";
import { describe, expect, it } from "vitest";

import { css, PAPER, RUNS } from "../components/colours";
import { cssVariablesResolver } from "./theme";

const { variables, light, dark } = cssVariablesResolver(DEFAULT_THEME);

describe("the page's colours", () => {
  it("have the same names in light and in dark", () => {
    expect(Object.keys(light).sort()).toEqual(Object.keys(dark).sort());
  });

  it("say one colour for each run that may be compared", () => {
    RUNS.light.forEach((colour, at) => expect(light[`--tg-run-${at}`]).toBe(css(colour)));
    expect(light[`--tg-run-${RUNS.light.length}`]).toBeUndefined();
  });

  it("paint another paper in the dark", () => {
    expect(light["--tg-paper"]).toBe(css(PAPER.light));
    expect(dark["--tg-paper"]).toBe(css(PAPER.dark));
  });

  it("are all there: no variable asks for one of the page's that nobody sets", () => {
    for (const mode of [light, dark]) {
      const all: Record<string, string> = { ...variables, ...mode };
      const asked = Object.values(all).flatMap((value) => value.match(/--tg-[\w-]+/g) ?? []);
      expect(asked.length).toBeGreaterThan(10);
      expect(asked.filter((name) => !(name in all))).toEqual([]);
    }
  });
});
