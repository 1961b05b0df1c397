import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { ProjectFile } from "../../api/types";
import { tryOut } from "../../session/tryOut";
import { checked, problemAt, projectOf } from "../../testing/values";
import { useForkProblems } from "./useForkProblems";

vi.mock("../../session/tryOut", () => ({ tryOut: vi.fn() }));

const FIT = [projectOf()];
const UNFIT = [projectOf({ title: "A" }), projectOf({ title: "B" })];

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(tryOut).mockReset().mockResolvedValue(checked());
});
afterEach(() => {
  vi.useRealTimers();
});

const rest = () => act(() => vi.advanceTimersByTimeAsync(200));
const trying = (forks: readonly ProjectFile[]) =>
  renderHook(({ all }) => useForkProblems(all), { initialProps: { all: forks } });

test("each fork has its first error, and none where it can train", async () => {
  const problems = [
    problemAt("data", "only a hint", { severity: "warning" }),
    problemAt("training", "the batch is too large"),
  ];
  vi.mocked(tryOut).mockImplementation(({ title }) =>
    Promise.resolve(checked(title === "B" ? { ok: false, problems } : {})),
  );
  const { result } = trying(UNFIT);
  expect(result.current).toEqual([]);
  await rest();
  expect(result.current).toEqual([undefined, "the batch is too large"]);
});

test("values that still change are not asked about", async () => {
  const { rerender } = trying(UNFIT);
  await act(() => vi.advanceTimersByTimeAsync(150));
  rerender({ all: FIT });
  await rest();
  expect(tryOut).toHaveBeenCalledExactlyOnceWith(FIT[0]);
});

test("the answer about other values is not shown for these", async () => {
  vi.mocked(tryOut).mockResolvedValue(checked({ ok: false, problems: [problemAt("data", "no")] }));
  const { result, rerender } = trying(FIT);
  await rest();
  expect(result.current).toEqual(["no"]);
  rerender({ all: UNFIT });
  expect(result.current).toEqual([]);
});

test("a server that does not answer finds no problem", async () => {
  vi.mocked(tryOut).mockResolvedValue(null);
  const { result } = trying(FIT);
  await rest();
  expect(result.current).toEqual([undefined]);
});
