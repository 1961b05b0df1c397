import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import type { CatalogueEntry, Offer, ProbeJson } from "../../api/types";
import type { Measured } from "../../session/session";
import { usePreferences } from "../../store/preferences";
import { frameStore } from "../../store/readings";
import { floats, sampleOf } from "../../testing/readings";
import { render } from "../../testing/render";
import { freshStores, given, measured } from "../../testing/stores";
import {
  catalogueOf,
  checked,
  dataInfo,
  entryOf,
  offerOf,
  previewOf,
  projectOf,
} from "../../testing/values";
import { InsidesPanel } from "./InsidesPanel";
import { ProbePanels } from "./ProbePanels";

const measure = vi.fn<(probe: ProbeJson) => Promise<Measured>>();
const SIZE = { type: "integer", default: 20, minimum: 1, maximum: 99 };
const PROBES: readonly CatalogueEntry[] = [
  entryOf(
    "norms",
    {},
    { help: "How long\nthey are.\n\nMore.", source: "A paper", package: "extras" },
  ),
  entryOf("maps", { size: SIZE, sample: {}, of: {}, node: {} }),
  entryOf("slow", {}, { on_demand: true }),
];

let count = 0;

/**
 * A run for which the check offers these probes. Each run has another seed, so that the offers of an earlier test are
 * not reused.
 */
function offered(...offers: readonly Offer[]) {
  count += 1;
  const training = { ...projectOf().training, seed: 1000 + count };
  given({
    catalogue: catalogueOf({ probes: PROBES }),
    project: projectOf({ training }),
    report: checked({ offers: [...offers] }),
    session: { measure },
  });
}

beforeEach(() => {
  freshStores();
  measure.mockReset();
});

const head = (name: string) => screen.getByRole("button", { name });
const watched = () => frameStore.probes();

test("only offers of this place are shown, and of these only as many stand open", () => {
  offered(offerOf("inside", "norms"), offerOf("inside", "maps"), offerOf("output", "slow"));
  render(<ProbePanels place="inside" open={1} />);
  expect(head("norms").getAttribute("aria-expanded")).toBe("true");
  expect(head("maps").getAttribute("aria-expanded")).toBe("false");
  expect(screen.queryByRole("button", { name: "slow" })).toBeNull();
});

test("what is folded is not measured", () => {
  offered(offerOf("inside", "norms"), offerOf("inside", "maps"));
  render(<ProbePanels place="inside" open={1} />);
  expect(watched().map(({ type }) => type)).toEqual(["norms"]);
  fireEvent.click(head("norms"));
  expect(watched()).toEqual([]);
});

test("what was opened or folded by hand stays so", () => {
  offered(offerOf("inside", "norms"));
  const { unmount } = render(<ProbePanels place="inside" open={1} />);
  fireEvent.click(head("norms"));
  expect(usePreferences.getState().panels).toEqual({ "inside norms": false });
  unmount();
  render(<ProbePanels place="inside" open={1} />);
  expect(head("norms").getAttribute("aria-expanded")).toBe("false");
});

test("a part of the offers can be shown, by their order", () => {
  offered(offerOf("inside", "norms"), offerOf("inside", "maps"));
  render(<ProbePanels place="inside" open={0} from={1} />);
  expect(screen.getAllByRole("heading").map((one) => one.textContent)).toEqual(["maps"]);
});

test("the offers of a layer are its own", () => {
  offered(offerOf("node", "norms", { node: "h" }), offerOf("node", "maps", { node: "y" }));
  render(<ProbePanels place="node" node="h" open={1} />);
  expect(screen.getAllByRole("heading").map((one) => one.textContent)).toEqual(["norms"]);
});

test("a probe that looks at a sample looks at the one that is shown", () => {
  usePreferences.getState().set({ sample: { index: 4, of: "train" } });
  offered(offerOf("inside", "maps"));
  render(<ProbePanels place="inside" open={1} />);
  expect(watched()).toEqual([{ type: "maps", sample: 4, of: "train" }]);
});

test("what the page fills in is no setting; the others are", () => {
  offered(offerOf("inside", "maps"));
  render(<ProbePanels place="inside" open={1} />);
  const settings = screen.getByText("Settings").closest("details") as HTMLElement;
  const fields = within(settings).getAllByRole("textbox", { hidden: true });
  expect(fields).toHaveLength(1);
  fireEvent.change(fields[0] as HTMLElement, { target: { value: "7" } });
  fireEvent.keyDown(fields[0] as HTMLElement, { key: "Enter" });
  expect(watched()).toEqual([{ type: "maps", size: 7, sample: 0, of: "test" }]);
});

test("a probe says what it is, where it is from and by whom", () => {
  offered(offerOf("inside", "norms"));
  render(<ProbePanels place="inside" open={1} />);
  for (const words of ["How long they are.", "More.", "A paper", "From the package extras."])
    screen.getByText(words);
});

test("a probe that the page does not know yet asks to reload it", () => {
  offered(offerOf("inside", "unheard"));
  render(<ProbePanels place="inside" open={1} />);
  screen.getByText("this page does not know it yet; reload it");
});

test("what takes long is measured when it is asked for, and again", async () => {
  const reading = sampleOf("scalar");
  measure.mockResolvedValue({ reading, readings: [reading], run: "r", step: 1200, epoch: 1 });
  offered(offerOf("inside", "slow"));
  render(<ProbePanels place="inside" open={1} />);
  expect(watched()).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Measure now" }));
  await screen.findByRole("button", { name: "Measure again" });
  screen.getByText("step 1,200");
});

test("why it could not be measured is said", async () => {
  measure.mockRejectedValue(new Error("it took too long"));
  offered(offerOf("inside", "slow"));
  render(<ProbePanels place="inside" open={1} />);
  fireEvent.click(screen.getByRole("button", { name: "Measure now" }));
  expect((await screen.findByRole("alert")).textContent).toBe("it took too long");
});

test("of several readings each has its title, and a remark where it has one", () => {
  const scalar = sampleOf("scalar");
  measured(
    { type: "norms" },
    { ...scalar, path: "h", facts: { ...scalar.facts, title: "First", remark: "It is small." } },
    { ...scalar, path: "y", facts: { ...scalar.facts, title: null } },
  );
  offered(offerOf("inside", "norms"));
  render(<ProbePanels place="inside" open={1} />);
  screen.getByText("First");
  screen.getByText("y");
  screen.getByText("It is small.");
});

test("a token that is clicked is hidden, where the data hide tokens", async () => {
  const info = dataInfo({ shape: [2], vocab: ["a", "b", "[MASK]"], mask_token: 2, classes: [] });
  measured(
    { type: "norms" },
    {
      kind: "tokens",
      path: "",
      tensors: { values: floats([2], 1, 2) },
      facts: { tokens: ["a", "b"], meaning: "counts" },
    },
  );
  offered(offerOf("inside", "norms"));
  given({ preview: previewOf({ info }) });
  render(<ProbePanels place="inside" open={1} />);
  fireEvent.click(screen.getByRole("button", { name: /^b/ }));
  await waitFor(() => expect(usePreferences.getState().sample.asked).toBe("a[MASK]"));
});

test("a network without insides says where its numbers are", () => {
  offered(offerOf("output", "norms", { title: "What it does" }));
  render(<InsidesPanel />);
  screen.getByText(/no layers between input and output.*in “What it does”/);
});

test("where nothing is offered, nothing is shown", () => {
  offered();
  const { container } = render(<ProbePanels place="inside" open={1} />);
  expect(container.querySelector("section")).toBeNull();
});
