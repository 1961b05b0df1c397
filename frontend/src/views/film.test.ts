import { expect, test } from "vitest";

import { momentAt, withMoment, type Moment } from "./film";

test("a long film keeps its first and its newest picture and never more than 200", () => {
  let film: readonly Moment<number>[] = [];
  for (let step = 0; step < 5000; step += 1) film = withMoment(film, { step, frame: step });
  expect(film.length).toBeLessThanOrEqual(200);
  expect(film[0]?.frame).toBe(0);
  expect(film.at(-1)?.step).toBe(4999);
});

test("a picture of the same step takes the place of the one before", () => {
  const film = withMoment([{ step: 3, frame: "a" }], { step: 3, frame: "b" });
  expect(film).toEqual([{ step: 3, frame: "b" }]);
});

test("an earlier step is another training", () => {
  expect(withMoment([{ step: 30, frame: "a" }], { step: 0, frame: "b" })).toEqual([
    { step: 0, frame: "b" },
  ]);
});

test("a step that was chosen stays chosen when the film is thinned", () => {
  let film: readonly Moment<number>[] = [];
  for (let step = 0; step < 5000; step += 1) {
    film = withMoment(film, { step, frame: step });
    if (step < 40) continue;
    const at = momentAt(film, 40);
    expect(film[at ?? -1]?.step).toBeLessThanOrEqual(40);
    expect(film[(at ?? -1) + 1]?.step ?? Infinity).toBeGreaterThan(40);
  }
});

test("a step before the film's first has no moment", () => {
  expect(momentAt([{ step: 5, frame: "a" }], 4)).toBeNull();
});
