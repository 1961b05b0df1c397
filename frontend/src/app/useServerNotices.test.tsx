import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { getHealth, type Health } from "../api/health";
import { useMessages } from "../store/messages";
import { freshStores } from "../testing/stores";
import { useServerNotices } from "./useServerNotices";

vi.mock("../api/health", () => ({ getHealth: vi.fn() }));

const sentences = () => useMessages.getState().messages.map(({ sentence }) => sentence);

beforeEach(freshStores);

it("says what the server has to say, until it is dismissed", async () => {
  const notices = ["The file of the database is damaged.", "A back-up of 21:00 is there."];
  vi.mocked(getHealth).mockResolvedValue({ notices } as unknown as Health);
  renderHook(useServerNotices);
  await act(() => Promise.resolve());
  expect(sentences()).toEqual(notices);
  expect(useMessages.getState().messages.every(({ action }) => action)).toBe(true);
});

it("says nothing where the server does not answer, or after the page is left", async () => {
  vi.mocked(getHealth).mockRejectedValueOnce(new Error("no server"));
  renderHook(useServerNotices);
  await act(() => Promise.resolve());
  vi.mocked(getHealth).mockResolvedValue({ notices: ["Too late."] } as unknown as Health);
  const { unmount } = renderHook(useServerNotices);
  unmount();
  await act(() => Promise.resolve());
  expect(sentences()).toEqual([]);
});
