import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { freshStores, given } from "../testing/stores";
import { catalogueOf, entryOf } from "../testing/values";
import { entry, useCatalogue, useEntry } from "./catalogue";

beforeEach(freshStores);

it("has every family, empty, before it has come", () => {
  const { families } = renderHook(useCatalogue).result.current;
  expect(Object.keys(families)).toContain("probes");
  expect(Object.values(families).flat()).toEqual([]);
  expect(entry("layers", "linear")).toBeUndefined();
});

it("gives an entry as soon as it has come", () => {
  const linear = entryOf("linear");
  const { result } = renderHook(() => useEntry("layers", "linear"));
  expect(result.current).toBeUndefined();
  act(() => given({ catalogue: catalogueOf({ layers: [linear] }) }));
  expect(result.current).toBe(linear);
});

it("has no entry of nothing", () => {
  expect(renderHook(() => useEntry("layers", undefined)).result.current).toBeUndefined();
});
