import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import type { NodeReport } from "../../api/types";
import { useWeights, useWeightsCards, weightsOfRun } from "../../session/weights";
import { useRunsState } from "../../store/runs";
import { runInfo } from "../../testing/fakes";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, checked, entryOf, projectOf } from "../../testing/values";
import { StartWeights } from "./StartWeights";

vi.mock("../../session/weights", async (original) => ({
  ...(await original<object>()),
  useWeightsCards: vi.fn(),
  useWeights: vi.fn(),
  weightsOfRun: vi.fn(),
}));

const tensor = (name: string) => ({ name, shape: [1], dtype: "float32" });
const FILE = {
  weights: "0123456789abcdef",
  name: "Teacher",
  size_bytes: 8,
  num_tensors: 3,
  tensors: ["h.weight", "h.bias", "other.weight"].map(tensor),
};

function learning(start: NodeReport["start"]): NodeReport {
  return { input_shapes: [], max_inputs: 1, num_params: 6, shape: [2], start, vocab: null };
}

beforeEach(() => {
  freshStores();
  vi.mocked(useWeightsCards).mockReturnValue([]);
  vi.mocked(useWeights).mockReturnValue(undefined);
  const layers = [entryOf("linear", {}, { title: "Linear" })];
  given({ catalogue: catalogueOf({ layers }), drawing: projectOf() });
});

type Props = Parameters<typeof StartWeights>[0];

function shown(start: Props["start"]) {
  const onChange = vi.fn<Props["onChange"]>();
  render(<StartWeights start={start} onChange={onChange} />);
  return onChange;
}

const select = () => screen.getByRole<HTMLSelectElement>("combobox", { name: "Start weights" });
const options = () => [...select().options].map(({ text }) => text);
const choose = (value: string) => fireEvent.change(select(), { target: { value } });

test("where nothing was kept and nothing ran, weights are drawn anew", () => {
  shown(null);
  expect(options()).toEqual(["drawn anew"]);
});

test("kept weights are offered by their names, those without one by their beginning", () => {
  vi.mocked(useWeightsCards).mockReturnValue([
    FILE,
    { ...FILE, weights: "ffff00001111", name: "" },
  ]);
  shown(null);
  expect(options()).toEqual(["drawn anew", "Teacher", "file ffff0000"]);
});

test("kept weights are taken for all layers that fit", () => {
  vi.mocked(useWeightsCards).mockReturnValue([FILE]);
  const onChange = shown(null);
  choose(FILE.weights);
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ weights: FILE.weights, nodes: null });
});

test("weights that the server no longer lists stay chosen", () => {
  shown({ weights: FILE.weights, nodes: null });
  expect(select().value).toBe(FILE.weights);
  expect(options()).toEqual(["drawn anew", "file 01234567"]);
});

test("the newest runs that took a step are offered, but no drafts", () => {
  const many = Array.from({ length: 20 }, (_, at) =>
    runInfo(`r${at}`, { title: `Run ${at}`, step: 5, epoch: at }),
  );
  const runs = [runInfo("d", { draft: true, step: 1 }), runInfo("n", { step: 0 }), ...many];
  useRunsState.setState({ runs });
  shown(null);
  expect(options()).toHaveLength(16);
  expect(options().slice(0, 2)).toEqual(["drawn anew", "Run 0, epoch 0"]);
});

test("the weights of a run are kept first, and then taken", async () => {
  vi.mocked(weightsOfRun).mockResolvedValue("kept");
  useRunsState.setState({ runs: [runInfo("r7", { step: 5 })] });
  const onChange = shown(null);
  choose("run r7");
  await waitFor(() => expect(onChange).toHaveBeenCalledWith({ weights: "kept", nodes: null }));
  expect(weightsOfRun).toHaveBeenCalledWith("r7");
});

test("a run whose weights cannot be kept changes nothing", async () => {
  vi.mocked(weightsOfRun).mockResolvedValue(null);
  useRunsState.setState({ runs: [runInfo("r7", { step: 5 })] });
  const onChange = shown(null);
  choose("run r7");
  await waitFor(() => expect(weightsOfRun).toHaveBeenCalled());
  await Promise.resolve();
  expect(onChange).not.toHaveBeenCalled();
});

test("weights are drawn anew again", () => {
  const onChange = shown({ weights: FILE.weights, nodes: null });
  choose("");
  expect(onChange).toHaveBeenCalledExactlyOnceWith(null);
});

const ofLayer = (name: string) =>
  screen.getByRole<HTMLSelectElement>("combobox", { name: `${name} starts from` });

function withFile() {
  vi.mocked(useWeights).mockReturnValue(FILE);
  const nodes = { h: learning("taken"), y: learning("does not fit") };
  given({ report: checked({ nodes }) });
}

test("a layer takes the weights of its own name, one that has none starts anew", () => {
  withFile();
  shown({ weights: FILE.weights, nodes: null });
  expect(ofLayer("Linear h").value).toBe("h");
  expect(ofLayer("output y").value).toBe("");
  expect([...ofLayer("output y").options].map(({ text }) => text)).toEqual(["anew", "h", "other"]);
});

test("a layer whose weights do not fit says so", () => {
  withFile();
  shown({ weights: FILE.weights, nodes: null });
  expect(screen.getByText("does not fit").closest("li")?.textContent).toContain("output y");
});

test("only layers that learn are listed", () => {
  withFile();
  shown({ weights: FILE.weights, nodes: null });
  expect(screen.getAllByRole("listitem")).toHaveLength(2);
});

test("another source for one layer keeps those of the others", () => {
  withFile();
  const onChange = shown({ weights: FILE.weights, nodes: null });
  fireEvent.change(ofLayer("output y"), { target: { value: "other" } });
  const nodes = { h: "h", y: "other" };
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ weights: FILE.weights, nodes });
});

test("a layer that starts anew is left out of what is taken", () => {
  withFile();
  const onChange = shown({ weights: FILE.weights, nodes: { h: "h", y: "other" } });
  fireEvent.change(ofLayer("Linear h"), { target: { value: "" } });
  expect(onChange).toHaveBeenCalledExactlyOnceWith({
    weights: FILE.weights,
    nodes: { y: "other" },
  });
});

test("a source that the file no longer holds is still shown as chosen", () => {
  withFile();
  shown({ weights: FILE.weights, nodes: { h: "gone" } });
  expect(ofLayer("Linear h").value).toBe("gone");
});
