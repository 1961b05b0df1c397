import { beforeEach, describe, expect, test } from "vitest";

import names from "../../../../tests/golden/search_names.json";
import type { Catalogue, ProjectFile } from "../../api/types";
import { finderIn } from "../../project/trainingEntries";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { projectOf } from "../../testing/values";
import { trainingSettings } from "./settingsList";
import { TrainingPanel } from "./TrainingPanel";

const catalogue = names.catalogue as unknown as Catalogue;

const DRAWINGS: Readonly<Record<string, Partial<ProjectFile["training"]>>> = {
  "with nothing set": {},
  "with everything set": {
    optimizer: { type: "sgd" },
    loss: { type: "huber" },
    scheduler: { type: "one_cycle_lr" },
    initializer: { type: "normal" },
    clip_grad_norm: 1,
    early_stopping: { patience: 5, min_delta: 0, restore_best: true },
    augmentations: [{ type: "random_shift" }, { type: "gaussian_noise" }],
  },
  "of a GAN": { task: { type: "gan" }, generator_optimizer: { type: "adam" } },
};

beforeEach(freshStores);

describe.each(Object.entries(DRAWINGS))("the settings of a training %s", (_, training) => {
  const drawing = projectOf();
  const file = { ...drawing, training: { ...drawing.training, ...training } };
  const settings = () => trainingSettings(catalogue, file, finderIn(catalogue));
  const idsOf = () => settings().map(({ taking }) => (taking.does === "setting" ? taking.ids : []));

  function shown() {
    given({ catalogue, drawing: file });
    render(<TrainingPanel />);
  }

  test("all lead somewhere in the panel", () => {
    shown();
    const lost = settings().filter(
      (_one, at) => !idsOf()[at]?.some((id) => document.getElementById(id)),
    );
    expect(lost.map(({ title }) => title)).toEqual([]);
  });

  test("are all that the panel has", () => {
    shown();
    const found = new Set(idsOf().flat());
    const fields = [...document.querySelectorAll("[id]")]
      .filter((element) => element.matches("details, input, select, textarea"))
      // The choice of a part is its first control, which the part leads to.
      .filter((element) => !(element.id.startsWith("choice-") && element.closest("details")))
      .map(({ id }) => id)
      // The second of two numbers is found by the first; a part without a name of its own by its title.
      .filter((id) => !/-[2-9]$/.test(id) && !id.startsWith("mantine-"));
    expect(fields.filter((id) => !found.has(id))).toEqual([]);
    expect(fields.length).toBeGreaterThan(10);
  });
});
