import { beforeEach, describe, expect, it } from "vitest";

import { useProject } from "../store/project";
import { runInfo } from "../testing/fakes";
import { freshStores, given } from "../testing/stores";
import { catalogueOf, entryOf, projectOf } from "../testing/values";
import {
  drawing,
  isSameWork,
  isSetOtherwise,
  isStale,
  keptRun,
  sharedSettings,
  writeSetting,
} from "./drawingAndRun";

const live = (value: number) => ({ default: value, ui: { live: true } });
const TRAINING = { schema: { properties: { l1: live(0) } }, defaults: { l1: 0 } };
const ENTRIES = {
  optimizers: [entryOf("adam", { lr: live(0.01) }), entryOf("sgd", { lr: live(0.1) })],
  layers: [entryOf("dropout", { p: live(0.5) }), entryOf("noise", { p: live(0.1) })],
};
const catalogue = catalogueOf(ENTRIES, TRAINING);
const project = projectOf({
  network: {
    nodes: [{ id: "h", layer: { type: "dropout", p: 0.5 }, trainable: true }],
    edges: [],
  },
});
const training = () => drawing().training;

beforeEach(() => {
  freshStores();
  given({ catalogue, drawing: project, project, run: runInfo("r", { state: "running" }) });
});

describe("the drawing and the run on the screen", () => {
  it("are apart where there is no run", () => {
    expect(isStale()).toBe(false);
    given({ run: null });
    expect(isStale()).toBe(true);
  });

  it("part with what makes another training, not with a live setting of a run that goes", () => {
    useProject.getState().setTraining({ l1: 0.5 });
    expect([isStale(), isSetOtherwise()]).toEqual([false, true]);
    useProject.getState().setTraining({ epochs: 3 });
    expect(isStale()).toBe(true);
  });

  it("are come back to where the run is no draft", () => {
    expect(keptRun()).toBe("r");
    given({ run: runInfo("r", { draft: true }) });
    expect(keptRun()).toBeNull();
  });
});

describe("two files", () => {
  it("ask for the same work whatever they are called and however they lie", () => {
    const other = { ...structuredClone(project), title: "Other", view: { positions: {} } };
    expect(isSameWork(project, other)).toBe(true);
  });

  it("ask for other work with other data", () => {
    expect(isSameWork(project, { ...project, data: { type: "moons" } })).toBe(false);
  });
});

describe("settings that mean the same in the drawing and in the run", () => {
  it("are all of them while both are alike", () => {
    expect(Object.keys(sharedSettings())).toEqual(
      expect.arrayContaining(["l1", "optimizer.lr", "nodes.h.p"]),
    );
  });

  it("are not those of another optimizer or another layer of the same name", () => {
    useProject.getState().setTraining({ optimizer: { type: "sgd", lr: 1 } });
    useProject.getState().setNode("h", { layer: { type: "noise" } });
    const shared = Object.keys(sharedSettings());
    expect(shared).toContain("l1");
    expect(shared).not.toContain("optimizer.lr");
    expect(shared).not.toContain("nodes.h.p");
  });
});

describe("a setting of the run", () => {
  it("is written where it belongs, and is no step to undo", () => {
    const steps = useProject.temporal.getState().pastStates.length;
    writeSetting("l1", 0.25);
    writeSetting("optimizer.lr", 0.5);
    writeSetting("nodes.h.p", 0.75);
    expect(training()).toMatchObject({ l1: 0.25, optimizer: { lr: 0.5 } });
    expect(drawing().network.nodes[0]?.layer).toEqual({ type: "dropout", p: 0.75 });
    expect(useProject.temporal.getState().pastStates).toHaveLength(steps);
  });

  it("that the drawing has already changes nothing", () => {
    const before = drawing();
    writeSetting("nodes.h.p", 0.5);
    expect(drawing()).toBe(before);
  });

  it.each(["nodes.gone.p", "scheduler.gamma", "batch_size"])(
    "that the drawing does not have (%s) changes nothing",
    (field) => {
      const before = drawing();
      writeSetting(field, 0.125);
      expect(drawing()).toBe(before);
    },
  );
});
