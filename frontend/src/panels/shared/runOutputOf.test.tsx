import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { freshStores, given } from "../../testing/stores";
import { catalogueOf, dataInfo, entryOf, previewOf, projectOf } from "../../testing/values";
import { usePreviewState } from "../../store/preview";
import { useRunOutput } from "./runOutput";

beforeEach(freshStores);

const seen = () => renderHook(() => useRunOutput()).result.current;

test("nothing is known of a run before its data are", () => {
  expect(seen()).toBeNull();
});

test("a run is seen with the samples of its own data", () => {
  const preview = previewOf({ info: dataInfo({ plane: [-6, 6] }) });
  given({ project: projectOf(), preview });
  expect(seen()).toMatchObject({ form: "plane", pictures: false, isDuel: false });
  expect(seen()?.samples).toBe(preview);
});

test("without a run it is the drawing's data that are seen", () => {
  given({ preview: previewOf({ info: dataInfo({ shape: [1, 8, 8] }) }) });
  expect(seen()).toMatchObject({ form: "classes", pictures: true });
});

test("a run on data of the same kind but other settings has their form and no samples yet", () => {
  given({ project: projectOf({ data: { type: "moons", noise: 0.3 } }) });
  usePreviewState.setState({ preview: previewOf(), data: { type: "moons", noise: 0.1 } });
  expect(seen()).toMatchObject({ form: "classes", samples: null });
});

test("a run on other data than the drawing's waits for its own", () => {
  given({ project: projectOf({ data: { type: "rings" } }) });
  usePreviewState.setState({ preview: previewOf(), data: { type: "moons" } });
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
