import { expect, test } from "vitest";

import { catalogueOf, entryOf as declared } from "../testing/values";
import { defaults, entryOf } from "./entries";

const catalogue = catalogueOf({
  optimizers: [declared("adam"), declared("sgd", {}, { title: "SGD" })],
  losses: [declared("adam", {}, { title: "A loss of that name" })],
});

test("an entry is found in its own family only", () => {
  expect(entryOf(catalogue, "losses", "adam")?.title).toBe("A loss of that name");
  expect(entryOf(catalogue, "optimizers", "sgd")?.title).toBe("SGD");
  expect(entryOf(catalogue, "layers", "sgd")).toBeUndefined();
});

test("a new thing says nothing but what it is, so that it follows the defaults of its entry", () => {
  expect(defaults("adam")).toEqual({ type: "adam" });
});
