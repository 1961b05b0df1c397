import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { ProjectFile } from "../api/types";
import { FrameStore } from "../store/frameStore";
import { isLookedAt } from "../store/looking";
import { useMessages } from "../store/messages";
import { redo, undo, useProject } from "../store/project";
import { useRunsState } from "../store/runs";
import { FakeServer, FakeStorage, FakeStream, LESSON } from "../testing/fakes";
import { freshStores } from "../testing/stores";
import { openSession } from "./openSession";
import type { Session } from "./session";

const THEIRS: ProjectFile = { ...LESSON, title: "Theirs" };
const LOOKING = "You look on at a run of somebody else; make it yours to change it";

let server: FakeServer;
let stream: FakeStream;
let named: string | null;
let session: Session | null = null;

async function open(): Promise<Session> {
  stream = new FakeStream();
  session = await openSession({
    api: server.api,
    frameStore: new FrameStore(),
    openStream: (events) => {
      stream.events = events;
      return stream;
    },
    storage: new FakeStorage(),
    namedRun: () => named,
    nameRun: (id) => (named = id),
    namedComparison: () => [],
    nameComparison: () => undefined,
  });
  await rest();
  return session;
}

/** Lets everything happen that was going to within a second. */
async function rest(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1_000);
}

const shown = () => useRunsState.getState().run;
const drawing = () => useProject.getState().file;
const sentences = () => useMessages.getState().messages.map((message) => message.sentence);
const isLooking = () => isLookedAt(useProject.getState().origin);

beforeEach(() => {
  vi.useFakeTimers();
  freshStores();
  server = new FakeServer();
  named = null;
});
afterEach(() => {
  session?.close();
  vi.useRealTimers();
});

it("a fresh browser begins with the first lesson, whatever others train", async () => {
  server.addTheirs("theirs", THEIRS, { state: "running" });
  await open();
  expect(drawing().title).toBe(LESSON.title);
  expect(shown()?.draft).toBe(true);
  expect(isLooking()).toBe(false);
});

it("a run of another that the address names is looked at, with its drawing", async () => {
  server.addTheirs("theirs", THEIRS, { state: "running", steps_per_second: 5 });
  named = "theirs";
  await open();
  expect([shown()?.id, drawing().title]).toEqual(["theirs", "Theirs"]);
  expect(isLooking()).toBe(true);
  expect(stream.subscribed.has("theirs")).toBe(true);
  expect(server.asked).toEqual([]);
});

it("nothing that is done to it is sent, and it is said why", async () => {
  server.addTheirs("theirs", THEIRS, { state: "running" });
  named = "theirs";
  const page = await open();
  for (const verb of ["play", "toggle", "pause", "reset", "newSeed"] as const) await page[verb]();
  await page.step("batch");
  await page.command({ type: "stop" });
  await page.setSpeed(5);
  await rest();
  expect(stream.commands).toEqual([]);
  expect(server.asked).toEqual([]);
  expect(sentences()).toEqual([LOOKING]);
});

it("its drawing is not changed, except where the cards stand", async () => {
  server.addTheirs("theirs", THEIRS);
  named = "theirs";
  await open();
  const before = drawing();
  const { setTraining, addNode, paste, move, rename } = useProject.getState();
  setTraining({ l1: 0.5 });
  rename("Mine");
  addNode({ type: "dense" }, { x: 0, y: 0 });
  paste({ nodes: [], edges: [], positions: {}, blocks: [] }, [0, 0]);
  undo();
  redo();
  expect(drawing()).toBe(before);
  expect(useProject.getState().selection.nodes).toEqual([]);
  expect(sentences()).toEqual([LOOKING]);
  move({ x: [7, 8] });
  expect(drawing().view?.["positions"]).toEqual({ x: [7, 8] });
});

it("what its owner sets is seen", async () => {
  const { info } = server.addTheirs("theirs", THEIRS, { state: "running" });
  named = "theirs";
  await open();
  stream.deliver({ type: "run", run: { ...info, settings: { ...info.settings, l1: 0.25 } } });
  await rest();
  expect(drawing().training.l1).toBe(0.25);
  expect(stream.commands).toEqual([]);
});

it("made mine, it is a drawing of this browser that starts from the weights, and is saved", async () => {
  server.addTheirs("theirs", THEIRS, { state: "running", step: 40 });
  named = "theirs";
  const page = await open();
  await page.makeMine();
  await rest();
  expect(server.asked).toEqual(["weights of theirs", "draft"]);
  expect(drawing().training.start?.weights).toMatch(/theirs$/);
  expect(isLooking()).toBe(false);
  expect([...server.saved.values()].map(({ title }) => title)).toEqual(["Theirs"]);
  useProject.getState().rename("Mine");
  expect(drawing().title).toBe("Mine");
  await page.play();
  expect(stream.commands).toEqual([[shown()?.id, { type: "play" }]]);
  expect(shown()?.id).not.toBe("theirs");
});

it("a run that has learned nothing yet is copied without weights", async () => {
  server.addTheirs("theirs", THEIRS, { step: 0 });
  named = "theirs";
  const page = await open();
  const made = page.makeMine();
  await rest();
  await made;
  expect(drawing().training.start ?? null).toBeNull();
  expect(shown()?.id).not.toBe("theirs");
  expect(sentences()).toEqual(["“Theirs” has learned nothing yet, so your copy starts anew"]);
});

it("another drawing that is opened is one's own, and its run takes the place of theirs", async () => {
  server.addTheirs("theirs", THEIRS, { state: "running" });
  named = "theirs";
  const page = await open();
  useProject.getState().load(LESSON);
  await rest();
  expect(shown()?.draft).toBe(true);
  await page.play();
  expect(stream.commands.map(([run]) => run)).not.toContain("theirs");
});

it("a run that its owner deletes leaves the drawing here", async () => {
  server.addTheirs("theirs", THEIRS, { state: "running" });
  named = "theirs";
  await open();
  server.runs.delete("theirs");
  stream.deliver({ type: "listed", runs: [], gone: ["theirs"] });
  await rest();
  expect(sentences()).toEqual(["The server has no run “Theirs” any more; here is the drawing"]);
  expect(drawing().title).toBe("Theirs");
  expect(isLooking()).toBe(false);
  expect(shown()?.draft).toBe(true);
});
