import { beforeEach, expect, test, vi } from "vitest";

import { gather as ask, getGathering } from "../api/gathering";
import { useMessages } from "../store/messages";
import { countElsewhere, gather } from "./gathering";

vi.mock("../api/gathering", () => ({ gather: vi.fn(), getGathering: vi.fn() }));

const sentences = () => useMessages.getState().messages.map(({ sentence }) => sentence);

beforeEach(() => useMessages.setState({ messages: [] }));

test("what other browsers have is counted, and is nothing where the server does not say", async () => {
  vi.mocked(getGathering).mockResolvedValueOnce({ runs: 2, projects: 1, files: 0 });
  expect(await countElsewhere()).toBe(3);
  vi.mocked(getGathering).mockRejectedValueOnce(new Error("away"));
  expect(await countElsewhere()).toBe(0);
});

test("it is said what was brought", async () => {
  vi.mocked(ask).mockResolvedValueOnce({ runs: 2, projects: 1, files: 0 });
  await gather();
  expect(sentences()).toEqual([
    "2 runs, 1 drawing of other browsers on this computer are here now, and in all of them",
  ]);
});
