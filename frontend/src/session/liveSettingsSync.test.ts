import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { Answer, RunInfo, Setting } from "../api/types";
import { runInfo } from "../testing/fakes";
import { LiveSettingsSync } from "./liveSettingsSync";

const OK: Answer = {
  type: "answer",
  id: 1,
  ok: true,
  error: null,
  code: null,
  values: {},
  value: null,
};

let drawn: Record<string, Setting>;
let sent: [string, Setting][];
let answers: ((answer: Answer) => void)[];
let refused: string[];
let live: LiveSettingsSync;

/** The run as it tells its settings after it has trained a while. */
function runWith(settings: Record<string, Setting>): RunInfo {
  return runInfo("r", { step: 5, state: "running", settings: { l1: 0, l2: 0, ...settings } });
}

/** Changes the drawing as a person does. */
function draw(field: string, value: Setting): void {
  drawn[field] = value;
  live.drawingChanged();
}

async function answer(message: Partial<Answer> = {}): Promise<void> {
  answers.shift()?.({ ...OK, ...message });
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => {
  vi.useFakeTimers();
  [drawn, sent, answers, refused] = [{ l1: 0, l2: 0 }, [], [], []];
  live = new LiveSettingsSync({
    send: (_, field, value) => {
      sent.push([field, value]);
      return new Promise((resolve) => answers.push(resolve));
    },
    drawn: () => drawn,
    write: (field, value) => {
      drawn[field] = value;
      live.drawingChanged();
    },
    refused: (sentence) => refused.push(sentence),
  });
  live.show(runWith({}));
});

afterEach(() => {
  vi.useRealTimers();
});

it("sends what the person changes, the newest value of each field only", async () => {
  draw("l1", 0.1);
  draw("l1", 0.2);
  draw("l1", 0.3);
  await answer();
  expect(sent).toEqual([
    ["l1", 0.1],
    ["l1", 0.3],
  ]);
});

it("keeps its own change while the run still tells the value before it", async () => {
  draw("l1", 0.1);
  live.runChanged(runWith({ l1: 0 }));
  await answer();
  live.runChanged(runWith({ l1: 0 }));
  expect(drawn["l1"]).toBe(0.1);
  live.runChanged(runWith({ l1: 0.1 }));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(drawn["l1"]).toBe(0.1);
  expect(sent).toHaveLength(1);
});

it.each([
  ["before ours was answered", () => Promise.resolve(live.runChanged(runWith({ l1: 0.7 })))],
  [
    "right after ours was answered",
    async () => {
      await answer();
      live.runChanged(runWith({ l1: 0.7 }));
    },
  ],
  [
    "right after the run told ours",
    async () => {
      await answer();
      live.runChanged(runWith({ l1: 0.1 }));
      live.runChanged(runWith({ l1: 0.7 }));
    },
  ],
])("takes a change that another tab made %s", async (_, happen) => {
  draw("l1", 0.1);
  await happen();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(drawn["l1"]).toBe(0.7);
  expect(sent).toEqual([["l1", 0.1]]);
});

it.each([true, false])(
  "takes a change back to the value before ours; the run told ours in between: %s",
  async (isToldBetween) => {
    draw("l1", 0.1);
    await answer();
    if (isToldBetween) live.runChanged(runWith({ l1: 0.1 }));
    live.runChanged(runWith({ l1: 0 }));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(drawn["l1"]).toBe(0);
    expect(sent).toEqual([["l1", 0.1]]);
  },
);

it("lets ours stand where it reached the run after the other", async () => {
  draw("l1", 0.1);
  live.runChanged(runWith({ l1: 0.7 }));
  await answer();
  live.runChanged(runWith({ l1: 0.1 }));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(drawn["l1"]).toBe(0.1);
});

it("takes another field's change at once while its own is on the way", () => {
  draw("l1", 0.1);
  live.runChanged(runWith({ l1: 0, l2: 0.5 }));
  expect(drawn).toEqual({ l1: 0.1, l2: 0.5 });
});

it("writes back what the run has where it refuses, and says why", async () => {
  draw("l1", 0.1);
  await answer({ ok: false, error: "too large" });
  expect(drawn["l1"]).toBe(0);
  expect(refused).toEqual(["too large"]);
});

it("says nothing of a run that is no longer on the screen", async () => {
  draw("l1", 0.1);
  await answer();
  live.runChanged(runWith({ l1: 0 }));
  live.show(null);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(drawn["l1"]).toBe(0.1);
});
