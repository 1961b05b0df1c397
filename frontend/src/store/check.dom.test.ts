import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { freshStores, given } from "../testing/stores";
import { checked, problemAt } from "../testing/values";
import { problemsOf, useCheck, useNodeReport, useProblems, useReport } from "./check";

beforeEach(freshStores);

const ofNode = problemAt("node", "too small", { node: "h" });
const report = checked({ ok: false, problems: [problemAt("data", "no data"), ofNode] });

it("knows nothing before the first answer", () => {
  expect(renderHook(useReport).result.current).toBeNull();
  expect(renderHook(useProblems).result.current).toEqual([]);
  expect(renderHook(() => useNodeReport("h")).result.current).toBeNull();
});

it("gives the problems in the order of the check", () => {
  given({ report });
  const { result } = renderHook(useProblems);
  expect(result.current.map(({ sentence }) => sentence)).toEqual(["no data", "too small"]);
});

it("follows the next answer", () => {
  given({ report });
  const { result } = renderHook(useProblems);
  act(() => useCheck.setState({ report: checked() }));
  expect(result.current).toEqual([]);
});

it("gives the problems of one node, the same empty list where it has none", () => {
  expect(problemsOf(report, "h")).toEqual([ofNode]);
  expect(problemsOf(report, "x")).toBe(problemsOf(null, "y"));
});
