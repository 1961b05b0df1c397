import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { getHealth, type Health } from "../api/health";
import { useWaitingReason } from "./useWaitingReason";

vi.mock("../api/health", () => ({ getHealth: vi.fn() }));

const reason = "Another Torchground took over the runs.";
const says = (health: Partial<Health>) => vi.mocked(getHealth).mockResolvedValue(health as Health);
const rest = () => act(() => vi.advanceTimersByTimeAsync(2_000));

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(getHealth).mockReset();
});
afterEach(() => vi.useRealTimers());

it("is what the server says while another one has its runs, and nothing once it goes on", async () => {
  says({ status: "waiting", reason });
  const hook = renderHook(({ isLost }) => useWaitingReason(isLost), {
    initialProps: { isLost: true },
  });
  await rest();
  expect(hook.result.current).toBe(reason);
  says({ status: "ok", reason: null });
  await rest();
  expect(hook.result.current).toBeNull();
});

it("is nothing where the server does not answer", async () => {
  vi.mocked(getHealth).mockRejectedValue(new Error("no server"));
  const hook = renderHook(() => useWaitingReason(true));
  await rest();
  expect(hook.result.current).toBeNull();
});

it("is not asked for while there is a connection", async () => {
  renderHook(() => useWaitingReason(false));
  await rest();
  expect(getHealth).not.toHaveBeenCalled();
});
