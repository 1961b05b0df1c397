import { expect, it } from "vitest";

import type { RunInfo } from "../api/types";
import { runInfo } from "../testing/fakes";
import { newNotes } from "./newNotes";

type Note = RunInfo["notes"][number];

/** A note written so many seconds into an hour. */
function note(second: number, text = `after ${second} s`): Note {
  const at = new Date(Date.UTC(2024, 0, 1, 0, 0, second)).toISOString().replace("Z", "000+00:00");
  return { at, text, step: second, kind: "moved", code: "other", values: {} };
}

function runWith(notes: readonly Note[], more: Partial<RunInfo> = {}): RunInfo {
  return runInfo("r", { notes: [...notes], ...more });
}

/** As many as the server keeps. */
const FIFTY = Array.from({ length: 50 }, (_, second) => note(second));

it("tells the notes that came since, oldest first", () => {
  const now = runWith([note(1), note(2), note(3)]);
  expect(newNotes(runWith([note(1)]), now)).toEqual(["after 2 s", "after 3 s"]);
});

it("tells the first note of a run that had none", () => {
  expect(newNotes(runWith([]), runWith([note(1)]))).toEqual(["after 1 s"]);
});

it("tells a note that pushed the oldest of fifty out of the list", () => {
  const now = runWith([...FIFTY.slice(1), note(50)]);
  expect(newNotes(runWith(FIFTY), now)).toEqual(["after 50 s"]);
});

it("tells every note where none of those before is left", () => {
  const now = runWith(FIFTY.map((_, at) => note(100 + at)));
  expect(newNotes(runWith(FIFTY), now)).toHaveLength(50);
});

it("tells a second note of the same moment, and not the first again", () => {
  const now = runWith([note(1, "moved"), note(1, "limited")]);
  expect(newNotes(runWith([note(1, "moved")]), now)).toEqual(["limited"]);
});

it("tells the same sentence again when it happened again", () => {
  const now = runWith([note(1, "moved"), note(2, "moved")]);
  expect(newNotes(runWith([note(1, "moved")]), now)).toEqual(["moved"]);
});

it("tells nothing that stands over the canvas as the reason of the end", () => {
  const now = runWith([note(1), note(2, "The loss is NaN.")], { reason: "The loss is NaN." });
  expect(newNotes(runWith([]), now)).toEqual(["after 1 s"]);
});

it.each([
  ["no run was on the screen", null, runWith([note(1)])],
  ["no run is on the screen", runWith([]), null],
  ["another run came on the screen", runInfo("other"), runWith([note(1)])],
  ["nothing happened", runWith(FIFTY), runWith(FIFTY)],
])("tells nothing where %s", (_, before, now) => {
  expect(newNotes(before, now)).toEqual([]);
});
