import { act, renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import { runInfo } from "../testing/fakes";
import { freshStores, given } from "../testing/stores";
import { projectOf } from "../testing/values";
import { useProject } from "./project";
import { useChanges, useStale } from "./stale";

const project = projectOf();

beforeEach(() => {
  freshStores();
  given({ drawing: project, project, run: runInfo("r", { state: "running" }) });
});

describe("the run on the screen", () => {
  it("is of the drawing until the drawing asks for another training", () => {
    const { result } = renderHook(useStale);
    expect(result.current).toBe(false);
    act(() => useProject.getState().setTraining({ batch_size: 7 }));
    expect(result.current).toBe(true);
    act(() => useProject.getState().setTraining({ batch_size: project.training.batch_size }));
    expect(result.current).toBe(false);
  });

  it.each<[string, () => void, object]>([
    ["data", () => useProject.getState().setData({ type: "moons" }), { data: true }],
    ["network", () => useProject.getState().removeNodes(["h"], true), { network: true }],
    ["training", () => useProject.getState().setTraining({ epochs: 3 }), { training: ["epochs"] }],
  ])("is told from a drawing of another %s", (_, change, changes) => {
    const { result } = renderHook(useChanges);
    act(change);
    const same = { network: false, data: false, training: [] };
    expect(result.current).toEqual({ ...same, ...changes });
  });

  it("is of the drawing still when only the title and places are other", () => {
    const { result } = renderHook(useStale);
    act(() => {
      useProject.getState().rename("Mine");
      useProject.getState().move({ h: [500, 20] });
    });
    expect(result.current).toBe(false);
  });
});

it("nothing has changed where there is no run", () => {
  given({ run: null });
  expect(renderHook(useStale).result.current).toBe(false);
});
