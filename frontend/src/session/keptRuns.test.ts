import { beforeEach, expect, it, vi } from "vitest";

import { ApiError, MOST_DELETED } from "../api/client";
import type { RunInfo } from "../api/types";
import { useMessages } from "../store/messages";
import { useRunsState } from "../store/runs";
import { FakeServer, LESSON, runInfo } from "../testing/fakes";
import { freshStores, given } from "../testing/stores";
import { KeptRuns } from "./keptRuns";

let server: FakeServer;
let kept: KeptRuns;
const draw = vi.fn(() => Promise.resolve());

beforeEach(() => {
  freshStores();
  draw.mockClear();
  server = new FakeServer();
  kept = new KeptRuns(server.api, draw);
});

const said = () => useMessages.getState().messages.map(({ sentence }) => sentence);
const listed = () => useRunsState.getState().runs;
const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, "0")}Z`;

it("deletes many runs with one request, and draws anew where one of them was on the screen", async () => {
  for (const id of ["a", "b", "c"]) server.add(id, LESSON);
  given({ run: runInfo("b") });
  expect(await kept.deleteMany(["a", "b"])).toBe(2);
  expect(server.asked).toEqual(["delete a, b"]);
  expect([...server.runs.keys()]).toEqual(["c"]);
  expect(draw).toHaveBeenCalledOnce();
  expect(said()).toEqual([]);
});

it("says why some runs are still there, and counts those that are gone", async () => {
  server.add("a", LESSON);
  given({ run: runInfo("x") });
  expect(await kept.deleteMany(["a", "x", "y"])).toBe(1);
  expect(said()).toEqual(["No run x (and 1 more)"]);
  expect(kept.deleted).toEqual(new Set(["a"]));
  expect(draw).not.toHaveBeenCalled();
});

it("asks for no more than the server takes at once", async () => {
  const ids = Array.from({ length: MOST_DELETED + 2 }, (_, n) => `r${n}`);
  for (const id of ids) server.add(id, LESSON);
  expect(await kept.deleteMany(ids)).toBe(ids.length);
  expect(server.asked.map((one) => one.split(", ").length)).toEqual([MOST_DELETED, 2]);
});

it("stops where nothing can be deleted", async () => {
  const ids = Array.from({ length: MOST_DELETED + 2 }, (_, n) => `r${n}`);
  const deleteRuns = vi.fn(() => Promise.reject(new ApiError("saving fails", 503)));
  kept = new KeptRuns({ ...server.api, deleteRuns }, draw);
  expect(await kept.deleteMany(ids)).toBe(0);
  expect(deleteRuns).toHaveBeenCalledOnce();
  expect(said()).toEqual(["Saving fails"]);
  expect(kept.deleted.size).toBe(0);
});

it("takes a deletion that waits to be saved as one", async () => {
  const deleteRuns = () => Promise.reject(new ApiError("saving is delayed", 202));
  kept = new KeptRuns({ ...server.api, deleteRuns }, draw);
  expect(await kept.deleteMany(["a", "b"])).toBe(2);
  expect(said()).toEqual(["Saving is delayed"]);
});

it("shows a new name at once", async () => {
  const { info } = server.add("a", LESSON);
  useRunsState.setState({ runs: [info], run: info });
  await kept.label("a", { title: "Better", tags: ["good"] });
  expect(listed()[0]).toMatchObject({ id: "a", title: "Better", tags: ["good"] });
  expect(useRunsState.getState().run?.title).toBe("Better");
});

it("gives the sentence of a name that is refused to whoever typed it", async () => {
  await expect(kept.label("none", { title: "Better" })).rejects.toThrow("no run none");
});

it("says that a name waits to be saved", async () => {
  const labelRun = () => Promise.reject(new ApiError("saving is delayed", 202));
  await new KeptRuns({ ...server.api, labelRun }, draw).label("a", { title: "Better" });
  expect(said()).toEqual(["Saving is delayed"]);
});

it("lists all runs, and keeps what the stream told meanwhile", async () => {
  const [old, gone, changed] = [1, 2, 3].map((n) => runInfo(`r${n}`, { created: at(n) })) as [
    RunInfo,
    RunInfo,
    RunInfo,
  ];
  let answer: (runs: readonly RunInfo[]) => void = () => undefined;
  const runs = () => new Promise<readonly RunInfo[]>((resolve) => (answer = resolve));
  useRunsState.setState({ runs: [changed, gone] });
  const listing = new KeptRuns({ ...server.api, runs }, draw).list();
  const come = runInfo("r4", { created: at(4) });
  const now = { ...changed, epoch: 7 };
  useRunsState.setState({ runs: [come, now] });
  answer([changed, gone, old]);
  await listing;
  expect(listed()).toEqual([come, now, old]);
});

it("keeps the list that it has where the server cannot be reached", async () => {
  const run = runInfo("a");
  useRunsState.setState({ runs: [run] });
  const runs = () => Promise.reject(new ApiError("the server cannot be reached", 0));
  await new KeptRuns({ ...server.api, runs }, draw).list();
  expect(listed()).toEqual([run]);
  expect(said()).toEqual(["Not all runs could be listed: the server cannot be reached"]);
});
