import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import type { Reading } from "../../api/reading";
import type { NodeReport, ProbeJson } from "../../api/types";
import type { Measured } from "../../session/session";
import { pickCell, useCell, type CellFacts } from "../../store/cell";
import { runInfo } from "../../testing/fakes";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, checked, entryOf, projectOf } from "../../testing/values";
import { CellPanel } from "./CellPanel";

type Worked = Partial<Omit<CellFacts, "rows" | "columns" | "total">>;

function worked(
  cell: Worked,
  rows: readonly (number | null)[][] = [],
  total = rows.length,
): Reading {
  const blank = {
    node: "h",
    index: [1],
    value: 2.5,
    formula: "y = Σ w x + b",
    bias: 0.5,
    note: "",
    sums: true,
  };
  const rest = {
    winner: null,
    inputs: ["x"],
    reads: rows.map((_, at) => [0, at]),
    weights: [],
    window: null,
  };
  const facts = {
    columns: ["x", "value", "weight", "product"],
    rows: rows.map((row) => [...row]),
    total,
    cell: { ...blank, ...rest, ...cell },
  };
  return { kind: "table", path: "", tensors: {}, facts: facts };
}

const measure = vi.fn<(probe: ProbeJson) => Promise<Measured>>();
const answerWith = (reading: Reading): Measured => {
  return { reading, readings: [reading], run: "r", step: 1, epoch: 0 };
};

function reported(shape: number[] | null, vocab: number | null = null): NodeReport {
  return { input_shapes: [], max_inputs: 1, num_params: 6, shape, start: null, vocab };
}

beforeEach(() => {
  freshStores();
  pickCell(null);
  useCell.setState({ isFieldShown: false });
  measure.mockReset().mockResolvedValue(answerWith(worked({}, [[null, 1, 2, 2]])));
  given({
    catalogue: catalogueOf({ layers: [entryOf("linear", {}, { title: "Linear" })] }),
    project: projectOf(),
    run: runInfo("r"),
    session: { measure },
    report: checked({ nodes: { h: reported([4]) } }),
  });
});

const picked = () => useCell.getState().cell;
const pick = (...index: number[]) => act(() => pickCell({ nodes: ["h"], node: "h", index }));

test("before a number is picked it is said how, and one from the middle can be taken", async () => {
  render(<CellPanel node="h" />);
  fireEvent.click(screen.getByRole("button", { name: "take one from its middle" }));
  expect(picked()).toEqual({ nodes: ["h"], node: "h", index: [2] });
  await screen.findByTestId("formula");
});

test.each([
  ["no shape", null],
  ["a single number", []],
])("a layer of %s has nothing to work out", (_, shape) => {
  given({ report: checked({ nodes: { h: reported(shape) } }) });
  render(<CellPanel node="h" />);
  expect(screen.queryByRole("region")).toBeNull();
});

test("numbers of the place before are marked as such until those of the new place are there", async () => {
  render(<CellPanel node="h" />);
  pick(1);
  const before = (await screen.findByTestId("formula")).closest("[aria-busy]");
  expect(before?.getAttribute("aria-busy")).toBe("false");
  let arrive: (found: Measured) => void = () => undefined;
  measure.mockReturnValue(new Promise((resolve) => (arrive = resolve)));
  pick(2);
  expect(before?.getAttribute("aria-busy")).toBe("true");
  arrive(answerWith(worked({}, [[null, 1, 2, 2]])));
  await waitFor(() => expect(before?.getAttribute("aria-busy")).toBe("false"));
});

test("a picked number is worked out with its formula, its terms and its bias", async () => {
  render(<CellPanel node="h" />);
  measure.mockResolvedValue(
    answerWith(
      worked({}, [
        [null, 1, 2, 2],
        [null, -3, 1, -3],
      ]),
    ),
  );
  pick(1);
  expect((await screen.findByTestId("formula")).textContent).toBe("y = Σ w x + b");
  screen.getByRole("heading", { name: "Linear (h)" });
  const rows = screen.getAllByRole("row").map((row) => row.textContent);
  expect(rows).toEqual(["xvalueweightproduct", "2−31−3", "1122", "bias0.5"]);
  screen.getByText("2.5");
});

test("the question names the layer, the place and the sample", async () => {
  render(<CellPanel node="h" />);
  pick(3);
  await waitFor(() => expect(measure).toHaveBeenCalled());
  expect(measure.mock.calls[0]?.[0]).toEqual({
    type: "cell",
    node: "h",
    index: [3],
    sample: 0,
    of: "test",
  });
});

test("why a number cannot be had stands in its place", async () => {
  measure.mockRejectedValue(new Error("the run is gone"));
  render(<CellPanel node="h" />);
  pick(1);
  await screen.findByText("the run is gone");
});

test("of many terms the heaviest twelve are listed until all are asked for", async () => {
  const rows = Array.from({ length: 20 }, (_, at) => [null, at, 1, at]);
  measure.mockResolvedValue(answerWith(worked({ sums: false }, rows, 50)));
  render(<CellPanel node="h" />);
  pick(1);
  fireEvent.click(await screen.findByRole("button", { name: "show all 20 of 50" }));
  expect(screen.getAllByRole("row")).toHaveLength(21);
  fireEvent.click(screen.getByRole("button", { name: /show the heaviest/ }));
  expect(screen.getAllByRole("row")).toHaveLength(13);
});

test("the place is counted from one, and what is typed stays within the layer", async () => {
  render(<CellPanel node="h" />);
  pick(1);
  const unit = await screen.findByRole<HTMLInputElement>("textbox", { name: "unit" });
  expect(unit.value).toBe("2");
  fireEvent.change(unit, { target: { value: "4" } });
  fireEvent.keyDown(unit, { key: "Enter" });
  expect(picked()?.index).toEqual([3]);
  fireEvent.change(unit, { target: { value: "99" } });
  fireEvent.keyDown(unit, { key: "Enter" });
  expect(screen.getByRole("alert").textContent).toMatch(/“99” does not fit/);
  expect(picked()?.index).toEqual([3]);
});

test.each([
  [[5, 3], null, ["step", "feature"]],
  [[2, 5, 3], null, ["channel", "row", "column"]],
  [[6], 40, ["step"]],
  [[2, 2, 2, 2], null, ["axis 1", "axis 2", "axis 3", "axis 4"]],
])("the axes of shape %j have their names", async (shape, vocab, names) => {
  given({ report: checked({ nodes: { h: reported(shape, vocab) } }) });
  render(<CellPanel node="h" />);
  pick(...shape.map(() => 0));
  for (const name of names) await screen.findByRole("textbox", { name });
});

test("a function of one number is followed to the layer before it on the same card", async () => {
  const relu = worked({ node: "relu", formula: "max(0, x)", inputs: ["h"] }, [
    [null, 1, null, null],
  ]);
  measure.mockImplementation(({ node }) =>
    Promise.resolve(
      answerWith(
        node === "relu"
          ? relu
          : worked({}, [
              [null, 1, 2, 2],
              [null, 1, 1, 1],
            ]),
      ),
    ),
  );
  render(<CellPanel node="h" />);
  act(() => pickCell({ nodes: ["h", "relu"], node: "relu", index: [1] }));
  const formulas = () => screen.getAllByTestId("formula").map((one) => one.textContent);
  await waitFor(() => expect(formulas()).toEqual(["y = Σ w x + b", "max(0, x)"]));
});

test("all that a number sees is asked for where it is ticked", async () => {
  given({ report: checked({ nodes: { h: reported([5, 3]) } }) });
  render(<CellPanel node="h" />);
  pick(1, 1);
  fireEvent.click(await screen.findByRole("switch", { name: /Outline all it sees/ }));
  await waitFor(() =>
    expect(measure.mock.calls.some(([probe]) => probe.type === "receptive_field")).toBe(true),
  );
});

test("the picked number is outlined, and the outlines go with the panel", async () => {
  const { unmount } = render(<CellPanel node="h" />);
  pick(1);
  await waitFor(() => expect(useCell.getState().marks.length).toBeGreaterThan(0));
  unmount();
  expect(picked()).toBeNull();
  expect(useCell.getState().marks).toEqual([]);
});

test("a panel that closes leaves the number of another layer picked", () => {
  const { unmount } = render(<CellPanel node="h" />);
  act(() => pickCell({ nodes: ["y"], node: "y", index: [0] }));
  unmount();
  expect(picked()?.node).toBe("y");
});
