import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import * as files from "../api/files";
import type { Download } from "../api/files";
import type { Fix } from "../api/types";
import { useMessages } from "../store/messages";
import { mend, useFetched } from "./mending";
import * as session from "./session";

const FETCH: Fix = { action: "fetch", title: "Download them", download: "resnet18" };

let answers: Partial<Download>[];
let asked: string[];

function answer(way: string): Promise<Download> {
  asked.push(way);
  const going: Download = {
    type: "resnet18",
    bytes: 0,
    total: 100,
    error: null,
    code: null,
    values: {},
    state: "going",
  };
  return Promise.resolve({ ...going, ...answers.shift() });
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.spyOn(files, "startDownload").mockImplementation((name) => answer(`start ${name}`));
  vi.spyOn(files, "getDownload").mockImplementation((name) => answer(`look at ${name}`));
  useMessages.setState({ messages: [] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("has the server fetch what a layer lacks, tells how far it is, and looks again", async () => {
  const looked = vi.spyOn(session, "checkAgain").mockImplementation(() => undefined);
  answers = [{}, { bytes: 40 }, { state: "done", bytes: 100 }];
  const { result } = renderHook(() => useFetched(FETCH));
  expect(result.current).toBeUndefined();
  mend(FETCH);
  await act(() => vi.advanceTimersByTimeAsync(10));
  expect(result.current?.bytes).toBe(0);
  await act(() => vi.advanceTimersByTimeAsync(500));
  expect(result.current?.bytes).toBe(40);
  expect(looked).not.toHaveBeenCalled();
  await act(() => vi.advanceTimersByTimeAsync(500));
  expect(result.current).toBeUndefined();
  expect(looked).toHaveBeenCalledOnce();
  expect(asked).toEqual(["start resnet18", "look at resnet18", "look at resnet18"]);
});

it("says why it could not be had", async () => {
  answers = [{}, { state: "failed", error: "no network here" }];
  mend(FETCH);
  await vi.advanceTimersByTimeAsync(510);
  expect(useMessages.getState().messages.map(({ sentence }) => sentence)).toEqual([
    "No network here",
  ]);
});
