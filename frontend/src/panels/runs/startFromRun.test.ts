import { beforeEach, expect, test, vi } from "vitest";

import { weightsOfRun } from "../../session/weights";
import { useMessages } from "../../store/messages";
import { useProject } from "../../store/project";
import { freshStores } from "../../testing/stores";
import { startFromRun } from "./startFromRun";

vi.mock("../../session/weights", () => ({ weightsOfRun: vi.fn() }));

beforeEach(freshStores);

const start = () => useProject.getState().file.training.start;

test("the drawing takes the weights of a run, and undo lets go of them", async () => {
  vi.mocked(weightsOfRun).mockResolvedValue("abc");
  await startFromRun("r7", "Teacher");
  expect(start()).toEqual({ weights: "abc", nodes: null });
  const [message] = useMessages.getState().messages;
  expect(message).toMatchObject({ tone: "news", action: { title: "Undo" } });
  expect(message?.sentence).toContain("“Teacher”");
  message?.action?.run();
  expect(start()).toBeUndefined();
});

test("weights that cannot be had leave the drawing as it is", async () => {
  vi.mocked(weightsOfRun).mockResolvedValue(null);
  await startFromRun("r7", "Teacher");
  expect(start()).toBeUndefined();
  expect(useMessages.getState().messages).toEqual([]);
});
