import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { freshStores } from "../testing/stores";
import { problemAt } from "../testing/values";
import { ApiError } from "../api/client";
import { dismiss, dismissOf, firstError, notify, notifyError, useMessages } from "./messages";

const sentences = () => useMessages.getState().messages.map(({ sentence }) => sentence);

beforeEach(() => {
  vi.useFakeTimers();
  freshStores();
});
afterEach(() => vi.useRealTimers());

describe("a message", () => {
  it("begins with a capital, whoever says it", () => {
    notify("the run refused to play");
    expect(sentences()).toEqual(["The run refused to play"]);
  });

  it("that is said again is there once, as the newest", () => {
    notify("one");
    notify("two");
    notify("one");
    expect(sentences()).toEqual(["Two", "One"]);
  });

  it("that is said again stays its whole time", () => {
    notify("one");
    vi.advanceTimersByTime(19_000);
    notify("one");
    vi.advanceTimersByTime(2_000);
    expect(sentences()).toEqual(["One"]);
    vi.advanceTimersByTime(18_000);
    expect(sentences()).toEqual([]);
  });

  it("pushes out the oldest where there are more than a person reads", () => {
    for (const word of ["one", "two", "three", "four", "five"]) notify(word);
    expect(sentences()).toEqual(["Two", "Three", "Four", "Five"]);
  });

  it("of news goes sooner than a problem", () => {
    notify("news", { tone: "news" });
    notify("problem");
    vi.advanceTimersByTime(8_000);
    expect(sentences()).toEqual(["Problem"]);
  });

  it("with a button waits until it is dismissed", () => {
    const id = notify("fetch it", { action: { title: "Fetch", run: vi.fn() } });
    vi.advanceTimersByTime(600_000);
    expect(sentences()).toEqual(["Fetch it"]);
    dismiss(id);
    expect(sentences()).toEqual([]);
  });

  it("of an error is the error's own sentence", () => {
    notifyError(new Error("no run r1"));
    notifyError("a plain text");
    expect(sentences()).toEqual(["No run r1", "A plain text"]);
  });
});

it("a message goes with its cause, one with a button too, and others stay", () => {
  notify("news", { tone: "news", action: { title: "Undo", run: vi.fn() }, cause: "start" });
  notify("problem");
  dismissOf(["start"]);
  expect(sentences()).toEqual(["Problem"]);
});

it("a message whose sentence is still true stays", () => {
  notify("no output", { cause: "check" });
  notify("too wide", { cause: "check" });
  dismissOf(["check"], ["no output"]);
  expect(sentences()).toEqual(["No output"]);
});

it("an error of the network goes when the server answers again, one of saving when it is saved", () => {
  notifyError(new ApiError("the server does not answer", 0));
  notifyError(new ApiError("saving is delayed", 202));
  notifyError(new ApiError("no such run", 404));
  const causes = useMessages.getState().messages.map(({ cause }) => cause);
  expect(causes).toEqual(["connection", "saving", "drawing"]);
});

it("the first error passes over warnings", () => {
  const warning = problemAt("network", "slow", { severity: "warning" });
  const error = problemAt("data", "no data");
  expect(firstError([warning, error, problemAt("data", "later")])).toBe(error);
  expect(firstError([warning])).toBeUndefined();
});
