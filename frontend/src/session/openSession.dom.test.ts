import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { ApiError } from "../api/client";
import type { Point, RunInfo } from "../api/types";
import { FakeServer, FakeStorage, FakeStream, LESSON, runInfo } from "../testing/fakes";
import { FrameStore } from "../store/frameStore";
import { useCheck } from "../store/check";
import { useComparisonState } from "../store/comparison";
import { notify, useMessages } from "../store/messages";
import { openSession } from "./openSession";
import { usePreferences } from "../store/preferences";
import { undo, useProject } from "../store/project";
import { useRunsState } from "../store/runs";
import { emptySeries } from "../store/series";
import type { Session } from "./session";

let server: FakeServer;
let stream: FakeStream;
let storage: FakeStorage;
let frameStore: FrameStore;
let named: string | null;
let compared: readonly string[];
let session: Session | null;

async function open(): Promise<Session> {
  stream = new FakeStream();
  frameStore = new FrameStore();
  session = await openSession({
    api: server.api,
    frameStore,
    openStream: (events) => {
      stream.events = events;
      return stream;
    },
    storage,
    namedRun: () => named,
    nameRun: (id) => (named = id),
    namedComparison: () => compared,
    nameComparison: (ids) => (compared = ids),
  });
  await rest();
  return session;
}

/** Lets everything happen that was going to within a second. */
async function rest(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1_000);
}

/** Closes the page and opens it again in the same browser. */
async function reload(): Promise<Session> {
  session?.close();
  freshPage();
  return open();
}

function freshPage(): void {
  useRunsState.setState({
    run: null,
    project: null,
    live: {},
    series: emptySeries(null),
    runs: [],
  });
  useCheck.setState({ report: null, file: null, problem: null });
  useProject.setState(useProject.getInitialState());
  useMessages.setState({ messages: [] });
  useComparisonState.setState({ runs: [], isOpen: false });
}

const shown = () => useRunsState.getState().run;
const drawing = () => useProject.getState();
const sentences = () => useMessages.getState().messages.map((message) => message.sentence);

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  storage = new FakeStorage();
  named = null;
  compared = [];
  usePreferences.getState().set({ speed: null });
  freshPage();
});

afterEach(() => {
  session?.close();
  session = null;
  vi.useRealTimers();
});

describe("a page that opens", () => {
  it("shows the first lesson with a draft run of it", async () => {
    await open();
    expect(drawing().file.title).toBe("Lesson");
    expect(shown()).toMatchObject({ id: "r1", draft: true });
    expect(stream.subscribed.has("r1")).toBe(true);
    expect(named).toBeNull();
  });

  it("shows the run its address names, with the project it was started from", async () => {
    server.add("old", { ...LESSON, title: "Old one" }, { state: "finished" });
    named = "old";
    await open();
    expect(shown()?.id).toBe("old");
    expect(drawing().file.title).toBe("Old one");
    expect(server.asked).toEqual([]);
  });

  it("shows the run that is going, in a second browser too", async () => {
    server.add("done", LESSON, { state: "finished" });
    server.add("going", { ...LESSON, title: "Going" }, { state: "running" });
    await open();
    expect(shown()?.id).toBe("going");
    expect(drawing().file.title).toBe("Going");
  });

  it("shows the same run and the same edits after a reload", async () => {
    const first = await open();
    await first.play();
    const id = shown()?.id ?? "";
    stream.deliver({ type: "run", run: runInfo(id, { state: "running" }) });
    server.add(id, LESSON, { state: "running" });
    drawing().setTraining({ batch_size: 7 });
    await rest();
    named = null;
    await reload();
    expect(shown()?.id).toBe(id);
    expect(drawing().file.training.batch_size).toBe(7);
  });

  it("shows an edited drawing again, whatever else is going on", async () => {
    await open();
    drawing().rename("Mine");
    await rest();
    server.add("other", LESSON, { state: "running" });
    await reload();
    expect(drawing().file.title).toBe("Mine");
    expect(shown()?.draft).toBe(true);
    expect([...server.saved.values()].map((file) => file.title)).toEqual(["Mine"]);
  });

  it("opens with the settings a run has now", async () => {
    server.add("going", LESSON, { state: "running", settings: { "optimizer.lr": 0.3 } });
    await open();
    expect(drawing().file.training.optimizer?.["lr"]).toBe(0.3);
    expect(stream.commands).toEqual([]);
  });
});

describe("data that are painted on while a run trains", () => {
  const paint = (session: Session, x = 0) => {
    drawing().setData({ type: "painted", points: [[x, 0, 1]] });
    session.painted();
  };

  async function training(): Promise<Session> {
    const page = await open();
    await page.play();
    stream.deliver({ type: "run", run: runInfo("r1", { state: "running" }) });
    return page;
  }

  it("are trained on a moment later, from the weights that were learned", async () => {
    const page = await training();
    paint(page);
    await rest();
    expect(stream.commands).toContainEqual(["r1", { type: "stop" }]);
    expect(server.asked.slice(1)).toEqual(["weights of r1", "start"]);
    expect(shown()).toMatchObject({ id: "r2", state: "running" });
    expect(server.runs.get("r2")?.project.training.start?.weights).toMatch(/r1$/);
    expect(drawing().file.training.start).toBeUndefined();
  });

  it("leave one run beside the first, however often they are painted on", async () => {
    const page = await training();
    for (const x of [0, 1, 2]) {
      paint(page, x);
      await rest();
    }
    expect([...server.runs.keys()]).toEqual(["r1", "r4"]);
  });

  it("are trained on from nothing after a reset", async () => {
    const page = await training();
    paint(page);
    await rest();
    await page.reset();
    await rest();
    expect(shown()).toMatchObject({ draft: true });
    expect(server.runs.get(shown()?.id ?? "")?.project.training.start).toBeUndefined();
  });

  it("wait where the run was paused, and where the drawing was never played", async () => {
    const page = await open();
    paint(page);
    await rest();
    expect(server.asked).not.toContain("start");
  });
});

describe("a run that is chosen from the list", () => {
  it("brings its project back while another drawing is still waiting for its draft", async () => {
    server.add("old", { ...LESSON, title: "Old one" }, { state: "stopped" });
    named = "old";
    const page = await open();
    drawing().load({ ...LESSON, title: "Another", data: { type: "moons" } });
    await page.showRun("old");
    await rest();
    expect(shown()?.id).toBe("old");
    expect(drawing().file.title).toBe("Old one");
    expect(named).toBe("old");
  });

  it("is not replaced by a draft that was asked for before", async () => {
    server.add("old", { ...LESSON, title: "Old one" }, { state: "stopped" });
    const page = await open();
    drawing().setTraining({ batch_size: 8 });
    await vi.advanceTimersByTimeAsync(150);
    await page.showRun("old");
    await rest();
    expect(shown()?.id).toBe("old");
  });
});

describe("a drawing that changes", () => {
  it("gets another draft, and the one before is taken away", async () => {
    await open();
    drawing().setTraining({ batch_size: 8 });
    await rest();
    expect(shown()?.id).toBe("r2");
    expect(server.asked).toEqual(["draft", "draft", "delete r1"]);
  });

  it("gets no draft while it has problems", async () => {
    await open();
    server.isFit = false;
    drawing().removeNodes(["y"], false);
    await rest();
    expect(server.asked).toEqual(["draft"]);
    expect(useCheck.getState().report?.ok).toBe(false);
  });

  it("lets a run that is going go on", async () => {
    await open();
    stream.deliver({ type: "run", run: runInfo("r1", { state: "running" }) });
    drawing().setTraining({ batch_size: 8 });
    await rest();
    expect(shown()?.id).toBe("r1");
  });

  it("with another validation split is previewed again", async () => {
    await open();
    const before = server.previewed.length;
    drawing().setTraining({ val_fraction: 0.2 });
    await rest();
    expect(server.previewed.slice(before)).toEqual([0.2]);
    drawing().setTraining({ epochs: 7 });
    expect(server.previewed.slice(before)).toEqual([0.2]);
  });

  it("does not care for its title or places", async () => {
    await open();
    drawing().rename("Other");
    drawing().move({ x: [5, 5] });
    await rest();
    expect(server.asked).toEqual(["draft"]);
  });

  it("checks the same work again when its file is of another version", async () => {
    await open();
    drawing().load({ ...drawing().file, torchground: 999 });
    await rest();
    expect(useCheck.getState().file?.torchground).toBe(999);
    drawing().load({ ...drawing().file, torchground: 1 });
    await rest();
    expect(useCheck.getState().file?.torchground).toBe(1);
  });

  it("leaves the settings of the run before as they are when another piece of work is opened", async () => {
    const page = await open();
    await page.play();
    const running = runInfo("r1", { state: "running", settings: { l1: 0, clip_grad_norm: null } });
    stream.deliver({ type: "run", run: running });
    const { training } = LESSON;
    const next = {
      ...LESSON,
      data: { type: "circle" },
      training: { ...training, clip_grad_norm: 1 },
    };
    drawing().load({ ...next, title: "Next" });
    stream.deliver({ type: "run", run: { ...running, step: 5 } });
    await rest();
    expect(stream.commands.filter(([, command]) => command.type === "set")).toEqual([]);
  });

  it("shows another piece of work at once, even while a run is going", async () => {
    await open();
    stream.deliver({ type: "run", run: runInfo("r1", { state: "running" }) });
    drawing().load({ ...LESSON, title: "Next", data: { type: "circle" } });
    await rest();
    expect(shown()?.id).toBe("r2");
    expect(stream.commands).toEqual([]);
  });
});

describe("while the server saves later", () => {
  const sentence = "Saving is delayed. The disk is full.";
  const late = (made: string | null = null) => new ApiError(sentence, 202, [], made);

  it("a draft is asked for by the same request until it is there, and the person reads why", async () => {
    const requests: string[] = [];
    const startRun = server.api.startRun.bind(server.api);
    server.api.startRun = (start) => {
      requests.push(start.request);
      return requests.length < 4 ? Promise.reject(late()) : startRun(start);
    };
    await open();
    expect(sentences()).toEqual([sentence]);
    for (let more = 0; more < 4; more++) await rest();
    expect(requests).toHaveLength(4);
    expect(new Set(requests).size).toBe(1);
    expect(shown()?.draft).toBe(true);
  });

  it("only the newest of the drawings that were drawn meanwhile gets its draft", async () => {
    const startRun = server.api.startRun.bind(server.api);
    const here = await open();
    server.api.startRun = () => Promise.reject(late());
    for (const batch_size of [2, 3, 4]) {
      useProject.getState().setTraining({ batch_size });
      await rest();
    }
    server.asked.length = 0;
    server.api.startRun = startRun;
    for (let more = 0; more < 6; more++) await rest();
    expect(server.asked.filter((asked) => asked === "draft")).toHaveLength(1);
    expect(useRunsState.getState().project?.training.batch_size).toBe(4);
    here.close();
  });

  it("a run that begins anew is asked for by the same request until it is there", async () => {
    const here = await open();
    const requests: string[] = [];
    const resetRun = server.api.resetRun.bind(server.api);
    server.api.resetRun = (id, how) => {
      requests.push(how.request);
      return requests.length < 3 ? Promise.reject(late()) : resetRun(id, how);
    };
    const before = shown()?.id;
    void here.newSeed();
    await rest();
    expect(sentences()).toEqual([sentence]);
    for (let more = 0; more < 3; more++) await rest();
    expect(requests).toHaveLength(3);
    expect(new Set(requests).size).toBe(1);
    expect(sentences()).toEqual([]);
    expect(shown()?.id).not.toBe(before);
  });

  it("a drawing keeps the id that it will have, and is saved over from then on", async () => {
    const saved: string[] = [];
    server.api.createProject = () => Promise.reject(late("p77"));
    server.api.saveProject = (id) => {
      saved.push(id);
      return Promise.reject(late(id));
    };
    await open();
    useProject.getState().setTraining({ batch_size: 2 });
    await rest();
    useProject.getState().setTraining({ batch_size: 3 });
    await rest();
    expect(saved).toEqual(["p77"]);
    expect(sentences()).toEqual([sentence]);
  });

  it("a command that was taken is told as such", async () => {
    const here = await open();
    const answer = {
      type: "answer",
      id: 1,
      ok: true,
      error: null,
      code: null,
      values: {},
    } as const;
    stream.command = () => Promise.resolve({ ...answer, value: { taken: sentence } });
    await here.pause();
    expect(useMessages.getState().messages).toMatchObject([{ tone: "news", sentence }]);
  });
});

describe("a run that is deleted", () => {
  const listed = runInfo("r1", { state: "running" });

  it("makes way for the drawing when another page deleted it", async () => {
    await open();
    stream.deliver({ type: "run", run: listed });
    stream.deliver({ type: "runs", runs: [listed] });
    server.runs.delete("r1");
    stream.deliver({ type: "runs", runs: [] });
    await rest();
    expect(sentences()).toEqual([expect.stringContaining("The server has no run")]);
    expect(shown()?.id).toBe("r2");
  });

  it("makes way for the drawing when the list says that it is gone", async () => {
    await open();
    stream.deliver({ type: "run", run: listed });
    stream.deliver({ type: "runs", runs: [listed] });
    server.runs.delete("r1");
    stream.deliver({ type: "listed", runs: [], gone: ["r1"] });
    await rest();
    expect(sentences()).toEqual([expect.stringContaining("The server has no run")]);
    expect(shown()?.id).toBe("r2");
  });

  it("makes way for a new draft without a word when it is a draft", async () => {
    await open();
    stream.deliver({ type: "run", run: { ...listed, state: "paused", draft: true } });
    server.runs.delete("r1");
    stream.deliver({ type: "listed", runs: [], gone: ["r1"] });
    await rest();
    expect(sentences()).toEqual([]);
    expect(shown()?.id).toBe("r2");
  });

  it("stays where it only left the list", async () => {
    await open();
    stream.deliver({ type: "run", run: listed });
    stream.deliver({ type: "runs", runs: [listed] });
    stream.deliver({ type: "runs", runs: [] });
    await rest();
    expect(sentences()).toEqual([]);
    expect(shown()?.id).toBe("r1");
  });
});

describe("play", () => {
  it("plays the warm draft of the drawing", async () => {
    const { play } = bound(await open());
    await play();
    expect(stream.commands).toEqual([["r1", { type: "play" }]]);
  });

  it("starts the drawing when it is another than the run on the screen", async () => {
    const { play } = bound(await open());
    drawing().setTraining({ batch_size: 8 });
    await play();
    expect(server.asked[1]).toBe("start");
    expect(shown()).toMatchObject({ id: "r2", state: "running" });
    expect(named).toBe("r2");
  });

  it("keeps its run on the screen though a draft was due while it was being made", async () => {
    const page = await open();
    const startRun = server.api.startRun.bind(server.api);
    let answer = (): void => undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    server.api.startRun = (start) => slow.then(() => startRun(start));
    drawing().setTraining({ batch_size: 8 });
    const played = page.play();
    await vi.advanceTimersByTimeAsync(0);
    page.checkAgain();
    await rest();
    answer();
    await played;
    await rest();
    expect(server.asked).toEqual(["draft", "start", "delete r1"]);
    expect(shown()).toMatchObject({ id: "r2", state: "running" });
  });

  it("starts anew when the run is over", async () => {
    server.add("old", LESSON, { state: "finished" });
    named = "old";
    const { play } = bound(await open());
    await play();
    expect(server.asked).toEqual(["start"]);
  });

  it("says what keeps the drawing from training", async () => {
    server.isFit = false;
    const { play } = bound(await open());
    await play();
    expect(sentences()).toEqual(["The network has no output; add one"]);
  });

  it("says what the run refuses", async () => {
    const { play } = bound(await open());
    stream.refusal = "the run is over";
    await play();
    expect(sentences()).toEqual(["The run is over"]);
  });

  it("sets the speed before it begins", async () => {
    const { setSpeed, play } = bound(await open());
    await setSpeed(5);
    drawing().setTraining({ batch_size: 8 });
    await play();
    expect(server.asked[1]).toBe("start paused");
    expect(stream.commands.slice(1)).toEqual([
      ["r2", { type: "set", field: "steps_per_second", value: 5 }],
      ["r2", { type: "play" }],
    ]);
  });
});

describe("starting again", () => {
  it("takes the run's own start, and another seed when asked", async () => {
    const { reset, newSeed } = bound(await open());
    stream.deliver({
      type: "run",
      run: runInfo("r1", { state: "running", step: 9, settings: {} }),
    });
    await reset();
    expect(server.asked).toEqual(["draft", "reset"]);
    await newSeed();
    expect(drawing().file.training.seed).toBe(77);
    await rest();
    expect(server.asked).toEqual(["draft", "reset", "new seed", "delete r2"]);
  });

  it("does nothing to a run that has not begun", async () => {
    const { reset } = bound(await open());
    await reset();
    expect(server.asked).toEqual(["draft"]);
  });
});

describe("a live setting", () => {
  const running = { state: "running" as const, settings: { l1: 0, l2: 0, "optimizer.lr": 0.01 } };

  it("goes to the run that is going, the newest value only", async () => {
    await open();
    stream.deliver({ type: "run", run: runInfo("r1", running) });
    drawing().setTraining({ optimizer: { type: "adam", lr: 0.02 } });
    drawing().setTraining({ optimizer: { type: "adam", lr: 0.03 } });
    drawing().setTraining({ optimizer: { type: "adam", lr: 0.04 } });
    await rest();
    const values = stream.commands.map(([, command]) => "value" in command && command.value);
    expect(values).toEqual([0.02, 0.04]);
    expect(shown()?.id).toBe("r1");
  });

  it("that is refused is what it was again, with the reason", async () => {
    await open();
    stream.deliver({ type: "run", run: runInfo("r1", running) });
    stream.refusal = "l1 goes from 0 to 10";
    drawing().setTraining({ l1: 11 });
    await rest();
    expect(drawing().file.training.l1).toBe(0);
    expect(sentences()).toEqual(["L1 goes from 0 to 10"]);
  });

  it("that was changed in another tab is changed in the drawing", async () => {
    await open();
    stream.deliver({ type: "run", run: runInfo("r1", running) });
    const changed = { ...running, settings: { ...running.settings, "optimizer.lr": 0.5 } };
    stream.deliver({ type: "run", run: runInfo("r1", changed) });
    await rest();
    expect(drawing().file.training.optimizer?.["lr"]).toBe(0.5);
    expect(stream.commands).toEqual([]);
  });

  it("of a run that has not begun makes another draft", async () => {
    await open();
    drawing().setTraining({ l2: 0.1 });
    await rest();
    expect(server.asked).toEqual(["draft", "draft", "delete r1"]);
    expect(stream.commands).toEqual([]);
  });
});

describe("the line", () => {
  it("asks again for points that leave a hole", async () => {
    await open();
    stream.subscribed.clear();
    const points = [pointOf(3)];
    stream.deliver({ type: "points", run: "r1", points, last_seq: 3 });
    expect(stream.subscribed.get("r1")?.()).toBe(0);
  });

  it("makes the draft again when the server was started anew", async () => {
    await open();
    stream.deliver({ type: "hello", version: "1", instance: "a" });
    server.runs.clear();
    stream.deliver({ type: "hello", version: "1", instance: "b" });
    await rest();
    expect(shown()?.id).toBe("r2");
  });

  it("tells of a server of another version", async () => {
    await open();
    stream.deliver({ type: "hello", version: "1", instance: "a" });
    stream.deliver({ type: "hello", version: "2", instance: "b" });
    expect(useRunsState.getState().newVersion).toBe("2");
  });

  it("tells what happens to a run that has as many notes as the server keeps", async () => {
    await open();
    const note = (second: number) => {
      const at = `2024-01-01T00:00:${second}.000000+00:00`;
      return { at, text: `note ${second}`, step: 0, kind: "moved", code: "other", values: {} };
    };
    const notes = Array.from({ length: 50 }, (_, at) => note(10 + at)) as RunInfo["notes"];
    stream.deliver({ type: "run", run: runInfo("r1", { notes: notes.slice(0, -1) }) });
    useMessages.setState({ messages: [] });
    stream.deliver({ type: "run", run: runInfo("r1", { notes: notes.slice(1) }) });
    expect(sentences()).toEqual(["Note 59"]);
  });

  it("says which probes are on the screen, once for many", async () => {
    await open();
    const away = frameStore.watch({ type: "weights" }, () => undefined);
    frameStore.watch({ type: "unit_maps", size: 50 }, () => undefined);
    await rest();
    expect(stream.watched.get("r1")).toEqual([
      { type: "weights" },
      { type: "unit_maps", size: 50 },
    ]);
    away();
    await rest();
    expect(stream.watched.get("r1")).toEqual([{ type: "unit_maps", size: 50 }]);
  });
});

describe("a comparison", () => {
  const shownPoints = (run: string, ...seqs: number[]) => {
    const points = seqs.map((seq) => pointOf(seq));
    stream.deliver({ type: "points", run, points, last_seq: seqs[seqs.length - 1] ?? 0 });
  };
  const series = (id: string) =>
    useComparisonState.getState().runs.find((run) => run.id === id)?.series;

  async function openTwo(): Promise<Session> {
    server.add("a", LESSON, { state: "running" });
    server.add("b", LESSON, { state: "running" });
    named = "a";
    const page = await open();
    page.compare("a");
    page.compare("b");
    await rest();
    return page;
  }

  it("is on the screen with its second run, and follows both", async () => {
    await openTwo();
    expect(useComparisonState.getState().isOpen).toBe(true);
    expect(compared).toEqual(["a", "b"]);
    shownPoints("a", 1);
    shownPoints("b", 1, 2);
    expect(series("a")?.length).toBe(1);
    expect(series("b")?.length).toBe(2);
    expect(stream.subscribed.get("b")?.()).toBe(2);
  });

  it("goes on with the run before when another of its runs is shown", async () => {
    const page = await openTwo();
    shownPoints("a", 1, 2);
    shownPoints("b", 1);
    await page.showRun("b");
    expect(useRunsState.getState().series.length).toBe(1);
    shownPoints("b", 2, 3);
    shownPoints("a", 3);
    expect(series("a")?.seq).toEqual([1, 2, 3]);
    expect(series("b")?.seq).toEqual([1, 2, 3]);
    expect(stream.subscribed.get("a")?.()).toBe(3);
  });

  it("asks again for points that leave a hole", async () => {
    await openTwo();
    stream.subscribed.delete("b");
    shownPoints("b", 4);
    expect(stream.subscribed.get("b")?.()).toBe(0);
  });

  it("that is closed follows only the run on the screen", async () => {
    const page = await openTwo();
    page.closeComparison();
    expect([...stream.subscribed.keys()]).toEqual(["a"]);
    expect(useComparisonState.getState().runs).toHaveLength(2);
    expect(compared).toEqual([]);
  });

  it("is there again after a reload", async () => {
    await openTwo();
    await reload();
    expect(useComparisonState.getState().runs.map(({ project }) => project?.title)).toEqual([
      "Lesson",
      "Lesson",
    ]);
    expect([...stream.subscribed.keys()].sort()).toEqual(["a", "b"]);
  });

  it("lets go of a run that is deleted", async () => {
    await openTwo();
    const [a, b] = [runInfo("a"), runInfo("b")];
    stream.deliver({ type: "runs", runs: [a, b] });
    server.runs.delete("b");
    stream.deliver({ type: "runs", runs: [a] });
    await rest();
    expect(useComparisonState.getState()).toMatchObject({ runs: [{ id: "a" }], isOpen: false });
  });

  it("of a fork begins with the run itself, which is played if it was only a draft", async () => {
    const page = await open();
    const other = { ...LESSON, title: "lr 0.1" };
    const draft = shown();
    expect(draft && (await page.fork(draft, [other, other]))).toBe(2);
    await rest();
    expect(compared).toEqual(["r1", "r2", "r3"]);
    expect(stream.commands).toEqual([["r1", { type: "play" }]]);
    expect(server.asked.slice(1)).toEqual(["start", "start"]);
  });

  it("says why a fork could not be started", async () => {
    const page = await open();
    server.isFit = false;
    const draft = shown();
    expect(draft && (await page.fork(draft, [{ ...LESSON, title: "lr 9" }]))).toBe(0);
    expect(sentences()).toEqual(["“lr 9” was not started: the network has no output; add one"]);
    expect(useComparisonState.getState().runs).toHaveLength(0);
  });

  it("of a lesson's projects shows the first, and all go at the pace the person watches at", async () => {
    const page = await open();
    await page.setSpeed(5);
    stream.commands = [];
    await page.sideBySide([LESSON, { ...LESSON, title: "Other" }]);
    await rest();
    expect(compared).toEqual(["r2", "r3"]);
    expect(shown()?.id).toBe("r2");
    expect(stream.commands).toEqual(
      ["r2", "r3"].flatMap((id) => [
        [id, { type: "set", field: "steps_per_second", value: 5 }],
        [id, { type: "play" }],
      ]),
    );
  });

  it("watches a probe in a run that is named, and the shown run's own beside it", async () => {
    await openTwo();
    const map = { type: "output_map", size: 72 };
    const draw = vi.fn();
    frameStore.watch(map, () => undefined);
    frameStore.watch(map, () => undefined, "a");
    const away = frameStore.watch(map, draw, "b");
    await rest();
    expect(stream.watched.get("a")).toEqual([map]);
    expect(stream.watched.get("b")).toEqual([map]);
    const frame = { run: "b", probe: "output_map(size=72)", step: 1, epoch: 0, readings: [] };
    stream.events?.onBatch({ messages: [], unread: [], frames: [frame] });
    expect(draw).toHaveBeenCalledTimes(1);
    expect(frameStore.latestOf(frame.probe, "b").frame).toBe(frame);
    expect(frameStore.latestOf(frame.probe).frame).toBeUndefined();
    away();
    await rest();
    expect(stream.watched.get("b")).toEqual([]);
  });
});

function pointOf(seq: number): Point {
  const empty = { batch_loss: null, learning_rate: null, metrics: {}, norms: {}, change: null };
  return {
    seq,
    kind: "epoch",
    epoch: seq,
    step: seq,
    train_loss: 1,
    val_loss: null,
    test_loss: 1,
    ...empty,
  };
}

/** A session's verbs, free of it. */
function bound(of: Session) {
  return {
    play: () => of.play(),
    reset: () => of.reset(),
    newSeed: () => of.newSeed(),
    setSpeed: (speed: number | null) => of.setSpeed(speed),
  };
}

describe("a drawing that becomes again what it was", () => {
  /** The run on the screen was trained to its end, and the server lists it. */
  function finished(): RunInfo {
    const run = { ...(shown() as RunInfo), draft: false, state: "finished", step: 900 } as const;
    useRunsState.setState({ run, runs: [run] });
    const detail = server.runs.get(run.id);
    if (detail) server.runs.set(run.id, { ...detail, info: run });
    return run;
  }

  it("has its trained network back, by undo", async () => {
    await open();
    const { id } = finished();
    drawing().setTraining({ batch_size: 7 });
    await rest();
    expect(shown()).toMatchObject({ draft: true });
    undo();
    await rest();
    expect(shown()).toMatchObject({ id, state: "finished" });
  });

  it("gets no trained network where its person had asked for a new start", async () => {
    const page = await open();
    const { id } = finished();
    await page.reset();
    drawing().setTraining({ batch_size: 7 });
    await rest();
    undo();
    await rest();
    expect(shown()?.id).not.toBe(id);
    expect(shown()?.draft).toBe(true);
  });

  it("gets a new draft where the server has the run no more", async () => {
    await open();
    const { id } = finished();
    drawing().setTraining({ batch_size: 7 });
    await rest();
    server.runs.delete(id);
    undo();
    await rest();
    expect(shown()?.draft).toBe(true);
  });
});

describe("a new drawing", () => {
  it("leaves nothing of the run before on the screen, and undo brings both back", async () => {
    const page = await open();
    const run = { ...(shown() as RunInfo), draft: false, state: "finished", step: 9 } as const;
    useRunsState.setState({ run, runs: [run] });
    named = run.id;
    useMessages.setState({ messages: [] });
    notify("it refused", { cause: "command", action: { title: "OK", run: () => undefined } });
    usePreferences.getState().set({ speed: 1 });
    server.isFit = false;
    page.beginAnew();
    await rest();
    expect(shown()).toBeNull();
    expect(useRunsState.getState()).toMatchObject({ project: null, live: {} });
    expect(useRunsState.getState().series.length).toBe(0);
    expect(drawing().file).toMatchObject({ title: "Untitled", network: { nodes: [] } });
    expect([named, usePreferences.getState().speed]).toEqual([null, null]);
    expect(sentences()).toEqual([]);
    server.isFit = true;
    undo();
    await rest();
    expect(drawing().file.title).toBe("Lesson");
    expect(shown()?.id).toBe(run.id);
  });
});
