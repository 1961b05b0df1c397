import { fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import { getDownload } from "../../session/files";
import { usePreferences } from "../../store/preferences";
import { usePreviewState } from "../../store/preview";
import { useProject } from "../../store/project";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, entryOf, halfOf, previewOf } from "../../testing/values";
import { DataTab } from "./DataTab";

vi.mock("../../session/files", () => ({
  getDownload: vi.fn(() => new Promise(() => undefined)),
  listUploads: vi.fn(() => Promise.resolve([])),
}));

const NOISE = { noise: { type: "number", default: 0, minimum: 0, maximum: 1 } };
const CATALOGUE = catalogueOf({
  datasets: [
    entryOf("spiral", NOISE, { title: "Spirals", group: "Plane", tasks: ["classification"] }),
    entryOf("moons", {}, { title: "Moons", group: "Plane", help: "Two half moons." }),
    entryOf("digits", {}, { title: "Digits", group: "", needs: "download" }),
    entryOf("painted", {}, { title: "Painted", group: "Own" }),
  ],
});

beforeEach(() => {
  freshStores();
  given({ catalogue: CATALOGUE, preview: previewOf() });
});

const data = () => useProject.getState().file.data;
const open = () => fireEvent.click(screen.getByRole("button", { name: /Change data/ }));

test("the set that is drawn is named, the others are folded away", () => {
  render(<DataTab />);
  screen.getByRole("button", { name: /^Spirals ?Change data$/ });
  expect(screen.queryByRole("button", { name: "Moons" })).toBeNull();
});

test("the sets stand in their groups, those without one among the others", () => {
  render(<DataTab />);
  open();
  expect(
    screen
      .getAllByRole("heading", { level: 3 })
      .map((one) => one.textContent)
      .slice(0, 3),
  ).toEqual(["Plane", "Others", "Own"]);
  const drawn = screen.getByRole("button", { name: "Spirals" });
  expect(drawn.getAttribute("aria-pressed")).toBe("true");
  expect(screen.getByRole("button", { name: "Moons" }).title).toBe("Two half moons.");
});

test("another set is put under the drawing, with its first sample, and the list folds", () => {
  usePreferences.getState().set({ sample: { index: 9, of: "test" } });
  render(<DataTab />);
  open();
  fireEvent.click(screen.getByRole("button", { name: "Moons" }));
  expect(data()).toEqual({ type: "moons" });
  expect(usePreferences.getState().sample).toEqual({ index: 0, of: "test" });
  screen.getByRole("button", { name: /^Moons ?Change data$/ });
  expect(screen.queryByRole("button", { name: "Digits" })).toBeNull();
});

test("a setting of the data goes into the drawing", () => {
  render(<DataTab />);
  const settings = screen.getByRole("region", { name: "Settings of Spirals" });
  const field = within(settings).getByRole("textbox", { name: "Noise" });
  fireEvent.change(field, { target: { value: "0.25" } });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(data()).toEqual({ type: "spiral", noise: 0.25 });
});

test("the split says how many samples there are and how many steps an epoch has", () => {
  given({ preview: previewOf({ train: halfOf({ total: 1001 }), test: halfOf({ total: 20 }) }) });
  render(<DataTab />);
  const split = screen.getByRole("region", { name: "Split" });
  expect(split.textContent).toContain("train 1,001");
  expect(split.textContent).toContain("32 steps an epoch");
});

test("the split names the validation split, which is not trained on", () => {
  given({ preview: previewOf({ train: halfOf({ total: 640 }), val: halfOf({ total: 160 }) }) });
  render(<DataTab />);
  const split = screen.getByRole("region", { name: "Split" });
  expect(split.textContent).toContain("validation 160");
  expect(split.textContent).toContain("20 steps an epoch");
});

test("a preview of the data a moment ago says that it is late", () => {
  usePreviewState.setState({ request: { data: { type: "spiral", noise: 0.9 }, val_fraction: 0 } });
  render(<DataTab />);
  expect(screen.getByRole("region", { name: "Split" }).hasAttribute("data-late")).toBe(true);
});

test("why there is no preview is said", () => {
  usePreviewState.setState({ preview: null, problem: "the noise is larger than 1" });
  render(<DataTab />);
  screen.getByText("the noise is larger than 1");
  expect(screen.queryByRole("region", { name: "Split" })).toBeNull();
});

test.each([
  ["points as a picture", previewOf(), "4 samples of the data"],
  ["a curve as a picture", previewOf({ kind: "curve" }), "4 samples of the data"],
])("%s", (_, preview, label) => {
  given({ preview });
  render(<DataTab />);
  screen.getByRole("img", { name: label });
});

test("other samples stand in a strip to choose from", () => {
  given({ preview: previewOf({ kind: "rows" }) });
  render(<DataTab />);
  screen.getByRole("region", { name: "Sample shown in the network" });
});

test("data that must be downloaded ask whether they are here", () => {
  useProject.getState().setData({ type: "digits" });
  render(<DataTab />);
  expect(getDownload).toHaveBeenCalledWith("digits");
});

test("points of one's own are painted", () => {
  useProject.getState().setData({ type: "painted" });
  render(<DataTab />);
  screen.getByRole("region", { name: "Paint the data" });
});
