import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { notify, useMessages, type Cause } from "../store/messages";
import { useComparisonState } from "../store/comparison";
import { useProject } from "../store/project";
import { useRunsState } from "../store/runs";
import { runInfo } from "../testing/fakes";
import { freshStores, given } from "../testing/stores";
import { checked, problemAt, projectOf } from "../testing/values";
import { forgetPassedMessages } from "./causes";

let stop: () => void;

beforeEach(() => {
  freshStores();
  stop = forgetPassedMessages();
});
afterEach(() => stop());

const sentences = () => useMessages.getState().messages.map(({ sentence }) => sentence);
/** A message that would stay for ever. */
const noted = (sentence: string, cause: Cause) =>
  notify(sentence, { cause, action: { title: "OK", run: vi.fn() } });

test("another drawing leaves nothing standing but what concerns the server", () => {
  noted("A", "drawing");
  noted("B", "start");
  noted("C", "command");
  noted("D", "server");
  useProject.getState().load(projectOf());
  expect(sentences()).toEqual(["D"]);
});

test("an edit of the drawing keeps the messages, and undoing the start weights takes theirs away", () => {
  given({ drawing: projectOf() });
  useProject.getState().setTraining({ start: { weights: "w", nodes: null } });
  noted("It starts from the weights of a run", "start");
  useProject.getState().rename("Mine");
  expect(sentences()).toHaveLength(1);
  useProject.getState().setTraining({ start: null });
  expect(sentences()).toEqual([]);
});

test("why a drawing cannot train goes once it has that problem no more", () => {
  noted("No output", "check");
  given({ report: checked({ ok: false, problems: [problemAt("network", "no output")] }) });
  expect(sentences()).toEqual(["No output"]);
  given({ report: checked({ ok: false, problems: [problemAt("network", "too wide")] }) });
  expect(sentences()).toEqual([]);
});

test("what a run refused goes with the run", () => {
  given({ run: runInfo("r1") });
  noted("It refused", "command");
  given({ run: runInfo("r1", { step: 3 }) });
  expect(sentences()).toEqual(["It refused"]);
  given({ run: runInfo("r2") });
  expect(sentences()).toEqual([]);
});

test("that a command waits for a worker goes once the run has one", () => {
  given({ run: runInfo("r", { state: "queued" }) });
  noted("It waits for a worker", "waiting");
  given({ run: runInfo("r", { state: "queued" }) });
  expect(sentences()).toHaveLength(1);
  given({ run: runInfo("r", { state: "running" }) });
  expect(sentences()).toEqual([]);
});

test("a lost server and a delay of saving are forgotten when they are over", () => {
  useRunsState.setState({ connection: "reconnecting", delayed: "the disk is full" });
  noted("It does not answer", "connection");
  noted("It is saved later", "saving");
  useRunsState.setState({ connection: "open" });
  expect(sentences()).toEqual(["It is saved later"]);
  useRunsState.setState({ delayed: null });
  expect(sentences()).toEqual([]);
});

test("that too many are compared goes when one is taken out", () => {
  noted("Six are compared already", "comparison");
  useComparisonState.setState({
    runs: [
      { id: "r", colour: 0, info: null, project: null, series: useRunsState.getState().series },
    ],
  });
  expect(sentences()).toEqual([]);
});
