import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { ProjectFile } from "../api/types";
import { FakeStorage } from "../testing/fakes";
import { projectOf } from "../testing/values";
import { Autosave } from "./autosave";

let storage: FakeStorage;
const create = vi.fn<(file: ProjectFile) => Promise<string>>();
const save = vi.fn<(id: string, file: ProjectFile) => Promise<boolean>>();
const failed = vi.fn();
const worked = vi.fn();

const first = projectOf({ title: "First" });
const second = projectOf({ title: "Second" });
const open = () => new Autosave({ storage, create, save, failed, worked });
/** Until the server has what it gets. */
const rest = () => vi.advanceTimersByTimeAsync(500);

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  storage = new FakeStorage();
  create.mockResolvedValue("p1");
  save.mockResolvedValue(true);
});
afterEach(() => vi.useRealTimers());

describe("a drawing that is only looked at", () => {
  it("is kept in this browser and not on the server", async () => {
    open().begin(first, null, "r1");
    await rest();
    expect(create).not.toHaveBeenCalled();
    expect(open().restore()).toEqual({ file: first, isEdited: false, project: null, run: "r1" });
  });
});

describe("a drawing that is changed", () => {
  it("is kept in this browser at once, on the server when it rests", async () => {
    const autosave = open();
    autosave.begin(first, null, null);
    autosave.changed(second);
    expect(open().restore()).toMatchObject({ file: second, isEdited: true });
    expect(create).not.toHaveBeenCalled();
    await rest();
    expect(create).toHaveBeenCalledExactlyOnceWith(second);
    expect(open().restore()?.project).toBe("p1");
  });

  it("reaches the server once, however quickly it changes", async () => {
    const autosave = open();
    autosave.begin(first, "p9", null);
    for (const title of ["a", "b", "c"]) autosave.changed({ ...first, title });
    await rest();
    expect(save.mock.calls.map(([id, { title }]) => [id, title])).toEqual([["p9", "c"]]);
  });

  it("is saved under its own name from the second time on", async () => {
    const autosave = open();
    autosave.begin(first, null, null);
    autosave.changed(first);
    await rest();
    autosave.changed(second);
    await rest();
    expect(create).toHaveBeenCalledOnce();
    expect(save).toHaveBeenCalledExactlyOnceWith("p1", second);
  });

  it("is saved anew where the server has forgotten it", async () => {
    save.mockResolvedValue(false);
    const autosave = open();
    autosave.begin(first, "gone", null);
    autosave.changed(second);
    await rest();
    expect(create).toHaveBeenCalledExactlyOnceWith(second);
    expect(open().restore()?.project).toBe("p1");
  });

  it("that cannot be saved is told, and stays in this browser", async () => {
    const error = new Error("the disk is full");
    create.mockRejectedValue(error);
    const autosave = open();
    autosave.begin(first, null, null);
    autosave.changed(second);
    await rest();
    expect(failed).toHaveBeenCalledExactlyOnceWith(error);
    expect(open().restore()?.file.title).toBe("Second");
  });

  it("does not get the name of the one before, whose answer comes late", async () => {
    let answer: (id: string) => void = () => undefined;
    create.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const autosave = open();
    autosave.begin(first, null, null);
    autosave.changed(first);
    await rest();
    autosave.begin(second, null, null);
    answer("of the first");
    await rest();
    expect(open().restore()).toMatchObject({ file: { title: "Second" }, project: null });
  });

  it("is not sent where the page was closed before it rested", async () => {
    const autosave = open();
    autosave.begin(first, null, null);
    autosave.changed(second);
    autosave.close();
    await rest();
    expect(create).not.toHaveBeenCalled();
  });
});

it("remembers the run on the screen beside the drawing", () => {
  const autosave = open();
  autosave.begin(first, "p1", null);
  autosave.shows("r2");
  expect(open().restore()).toEqual({ file: first, isEdited: false, project: "p1", run: "r2" });
});

describe("what this browser kept", () => {
  it.each(["", "{", "null", "7", '{"file": null}', '{"file": {}}', '{"other": 1}'])(
    "is nothing where it reads %j",
    (text) => {
      storage.setItem("torchground-drawing", text);
      expect(open().restore()).toBeNull();
    },
  );

  it("is nothing where its storage is forbidden, and drawing goes on", async () => {
    const forbidden = () => {
      throw new DOMException("denied", "SecurityError");
    };
    Object.assign(storage, { getItem: forbidden, setItem: forbidden });
    const autosave = open();
    expect(autosave.restore()).toBeNull();
    autosave.begin(first, null, null);
    autosave.changed(second);
    await rest();
    expect(create).toHaveBeenCalledExactlyOnceWith(second);
  });
});
