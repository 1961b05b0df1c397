import { afterEach, beforeEach, expect, test } from "vitest";

import type { Lesson, ProjectFile } from "../api/types";
import { normalise } from "../project/graph";
import { useLessonsState } from "../store/lessons";
import { usePreferences } from "../store/preferences";
import { undo, useProject } from "../store/project";
import { leaveEmptiedLessons } from "./leaveLesson";

const PROJECT: ProjectFile = normalise({
  title: "Two spirals",
  network: { nodes: [{ id: "x", layer: { type: "input" }, trainable: true }], edges: [] },
});
let stop = () => undefined as void;

beforeEach(() => {
  useLessonsState.setState({ lessons: [{ project: PROJECT } as Lesson] });
  useProject.getState().load(PROJECT);
  usePreferences.getState().set({ speed: 8 });
  stop = leaveEmptiedLessons();
});
afterEach(() => stop());

test("a lesson without its last node leaves no title and no pace, and undo brings the drawing back", () => {
  useProject.getState().removeNodes(["x"], false);
  expect(useProject.getState().file.title).toBe("Untitled");
  expect(usePreferences.getState().speed).toBeNull();
  undo();
  expect(useProject.getState().file.title).toBe("Two spirals");
  expect(useProject.getState().file.network.nodes).toHaveLength(1);
});

test("what a person has named keeps its name", () => {
  useProject.getState().rename("Mine");
  useProject.getState().removeNodes(["x"], false);
  expect(useProject.getState().file.title).toBe("Mine");
  expect(usePreferences.getState().speed).toBe(8);
});
