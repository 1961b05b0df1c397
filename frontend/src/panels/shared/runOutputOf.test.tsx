import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import type { EntryJson } from "../../api/types";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, dataInfo, entryOf, halfOf, previewOf, projectOf } from "../../testing/values";
import { usePreviewState } from "../../store/preview";
import { partsOf, useRunOutput } from "./runOutput";

beforeEach(freshStores);

const preview = (data: EntryJson) =>
  usePreviewState.setState({ preview: previewOf(), request: { data, val_fraction: 0 } });
const seen = () => renderHook(() => useRunOutput()).result.current;

test("nothing is known of a run before its data are", () => {
  expect(seen()).toBeNull();
});

test("a run is seen with the samples of its own data", () => {
  const own = previewOf({ info: dataInfo({ plane: [-6, 6] }) });
  given({ project: projectOf(), preview: own });
  expect(seen()).toMatchObject({ form: "plane", pictures: false, isDuel: false });
  expect(seen()?.samples).toBe(own);
});

test("without a run it is the drawing's data that are seen", () => {
  given({ preview: previewOf({ info: dataInfo({ shape: [1, 8, 8] }) }) });
  expect(seen()).toMatchObject({ form: "classes", pictures: true });
});

test("a run on data of the same kind but other settings has their form and no samples yet", () => {
  given({ project: projectOf({ data: { type: "moons", noise: 0.3 } }) });
  preview({ type: "moons", noise: 0.1 });
  expect(seen()).toMatchObject({ form: "classes", samples: null });
});

test("a run on other data than the drawing's waits for its own", () => {
  given({ project: projectOf({ data: { type: "rings" } }) });
  preview({ type: "moons" });
  expect(seen()).toBeNull();
});

test("a task that answers no class is seen by what its probes offer", () => {
  const training = { ...projectOf().training, task: { type: "autoencoding" } };
  given({ project: projectOf({ training }), preview: previewOf() });
  expect(seen()?.form).toBe("offers");
});

test("the usual task of the data counts where the run names none", () => {
  given({
    catalogue: catalogueOf({ datasets: [entryOf("spiral", {}, { tasks: ["gan"] })] }),
    project: projectOf(),
    preview: previewOf(),
  });
  expect(seen()).toMatchObject({ form: "offers", isDuel: true });
});

test("two networks on a plane are seen as a map of what looks real", () => {
  const training = { ...projectOf().training, task: { type: "gan" } };
  const preview = previewOf({ info: dataInfo({ plane: [-1, 1], classes: [] }) });
  given({ project: projectOf({ training }), preview });
  expect(seen()).toMatchObject({ form: "plane", isDuel: true });
});

test("a run with a validation split waits for samples that are split as its own", () => {
  const training = { ...projectOf().training, val_fraction: 0.2 };
  given({ project: projectOf({ training }) });
  preview(projectOf().data);
  expect(seen()).toMatchObject({ samples: null });
});

test("samples of the validation split are shown where test samples are", () => {
  const val = halfOf({ total: 3 });
  const samples = previewOf({ val });
  expect(partsOf(samples, true)).toEqual([samples.train, val, samples.test]);
  expect(partsOf(samples, false)).toEqual([samples.train]);
  expect(partsOf(previewOf(), true)).toHaveLength(2);
});
