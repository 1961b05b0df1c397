import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { Point } from "../api/types";
import { useProject } from "../store/project";
import { useRunsState } from "../store/runs";
import { appendPoints, emptySeries } from "../store/series";
import { runInfo } from "../testing/fakes";
import { freshStores, given } from "../testing/stores";
import { checked, projectOf } from "../testing/values";
import { closeFinding, examineRuns, takeRemedy, useDoctor } from "./doctor";
import type { Measured } from "./session";

const HEALTH = {
  samples: 100,
  loss: 0.6931,
  blind_loss: 0.6931,
  moved: 0.9,
  layers: [],
  classes: [],
};
const measure = vi.fn(() => Promise.resolve(reading(HEALTH)));
const newSeed = vi.fn(() => Promise.resolve());
const shown = () => useDoctor.getState().shown?.sign ?? null;
let leave: () => void;

function reading(health: typeof HEALTH): Measured {
  const one = { kind: "table", path: "", facts: { columns: [], rows: [], health }, tensors: {} };
  return { reading: one, readings: [one], run: "r", step: 1, epoch: 1 } as unknown as Measured;
}

/** The run after so many epochs, with this train loss at each. */
function epochs(count: number, loss = 0.6931): void {
  const points = Array.from({ length: count + 1 }, (_, at) => ({
    seq: at + 1,
    kind: "epoch",
    epoch: at,
    step: 20 * at,
    train_loss: loss,
    test_loss: loss,
    metrics: {},
    norms: {},
  }));
  given({ series: appendPoints(emptySeries("r"), points as unknown as Point[]) });
}

/** Lets the next examination happen. */
const later = () => vi.advanceTimersByTimeAsync(3_100);

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  freshStores();
  useDoctor.setState({ shown: null, closed: [] });
  given({
    drawing: projectOf(),
    project: projectOf(),
    report: checked(),
    session: { measure, newSeed },
  });
  given({ run: runInfo("r", { state: "running" }) });
  useRunsState.setState({ connection: "open" });
  leave = examineRuns();
});

afterEach(() => {
  leave();
  vi.useRealTimers();
});

describe("the doctor", () => {
  test("asks for nothing before the first epoch", async () => {
    epochs(0);
    await later();
    expect(measure).not.toHaveBeenCalled();
  });

  test("speaks of what it found twice in a row while the run trains", async () => {
    epochs(8);
    await later();
    expect(shown()).toBeNull();
    epochs(12);
    await later();
    expect(measure).toHaveBeenCalledTimes(2);
    expect(measure).toHaveBeenCalledWith({ type: "health" });
    expect(shown()).toBe("no better than blind");
  });

  test("speaks at once of a run that stands still, and measures a point only once", async () => {
    given({ run: runInfo("r", { state: "paused" }) });
    epochs(8);
    await later();
    expect(shown()).toBe("no better than blind");
    epochs(8);
    await later();
    expect(measure).toHaveBeenCalledOnce();
  });

  test("is quiet again when the run learns", async () => {
    given({ run: runInfo("r", { state: "paused" }) });
    epochs(8);
    await later();
    measure.mockResolvedValueOnce(reading({ ...HEALTH, loss: 0.2 }));
    epochs(30, 0.2);
    await later();
    expect(shown()).toBeNull();
  });

  test("forgets what it found where the drawing or a setting is changed", async () => {
    given({ run: runInfo("r", { state: "paused" }) });
    epochs(8);
    await later();
    useProject.getState().setTraining({ l2: 0.1 });
    expect(shown()).toBeNull();
  });

  test("does what the button says: another seed, or a change that one undo takes back", async () => {
    await takeRemedy({ title: "Another seed", isNewSeed: true });
    expect(newSeed).toHaveBeenCalledOnce();
    const before = useProject.getState().file;
    await takeRemedy({
      title: "L2",
      change: (file) => ({ ...file, training: { ...file.training, l2: 0.5 } }),
    });
    expect(useProject.getState().file.training.l2).toBe(0.5);
    expect(useProject.getState().file.network).toBe(before.network);
    useProject.temporal.getState().undo();
    expect(useProject.getState().file.training.l2).toBe(before.training.l2);
  });

  test("does not speak again of what was closed, until another project is opened", async () => {
    given({ run: runInfo("r", { state: "paused" }) });
    epochs(8);
    await later();
    closeFinding("no better than blind");
    epochs(9);
    await later();
    expect(shown()).toBeNull();
    useProject.getState().load(projectOf());
    expect(useDoctor.getState().closed).toEqual([]);
  });

  test("stays out of runs of somebody else", async () => {
    useRunsState.setState({ mayChange: false });
    epochs(8);
    await later();
    expect(measure).not.toHaveBeenCalled();
  });

  test("asks again where a run could not be measured", async () => {
    given({ run: runInfo("r", { state: "paused" }) });
    measure.mockRejectedValueOnce(new Error("it waits"));
    epochs(8);
    await vi.advanceTimersByTimeAsync(100);
    expect([measure.mock.calls.length, shown()]).toEqual([1, null]);
    await later();
    expect(shown()).toBe("no better than blind");
  });
});
