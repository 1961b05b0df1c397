// @vitest-environment jsdom
// happy-dom tells of a changed fragment after history.replaceState too, which browsers do not.
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { openSession } from "../session/openSession";
import type { Session } from "../session/session";
import type { SessionDeps } from "../session/sessionDeps";
import { useMessages } from "../store/messages";
import { freshStores } from "../testing/stores";
import { useSession } from "./connect";

vi.mock("../session/openSession", () => ({ openSession: vi.fn() }));

const session = {
  close: vi.fn(),
  showRun: vi.fn(() => Promise.resolve()),
  openComparison: vi.fn(),
};

/** The dependencies that the page passed to the last session that it opened. */
const deps = () => vi.mocked(openSession).mock.lastCall?.[0] as SessionDeps;
const hash = (text: string) => window.history.replaceState(null, "", `/${text}`);

async function connect() {
  const hook = renderHook(useSession);
  await act(() => vi.advanceTimersByTimeAsync(0));
  return hook;
}

function follow(text: string): void {
  hash(text);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  freshStores();
  hash("");
  vi.mocked(openSession).mockResolvedValue(session as unknown as Session);
});
afterEach(() => vi.useRealTimers());

describe("a page that connects", () => {
  it("waits until the session is open", async () => {
    const hook = renderHook(useSession);
    expect(hook.result.current).toEqual({ state: "connecting", problem: null });
    await act(() => vi.advanceTimersByTimeAsync(0));
    expect(hook.result.current).toEqual({ state: "connected" });
  });

  it("says why it waits, and tries again every second", async () => {
    vi.mocked(openSession).mockRejectedValueOnce(new Error("no server"));
    const { result } = await connect();
    expect(result.current).toEqual({ state: "connecting", problem: "no server" });
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(result.current).toEqual({ state: "connected" });
    expect(openSession).toHaveBeenCalledTimes(2);
  });

  it("closes its session when it is left, and one that came too late", async () => {
    const { unmount } = await connect();
    unmount();
    expect(session.close).toHaveBeenCalledOnce();
    renderHook(useSession).unmount();
    await vi.advanceTimersByTimeAsync(0);
    expect(session.close).toHaveBeenCalledTimes(2);
  });

  it("that is left does not knock any more", async () => {
    vi.mocked(openSession).mockRejectedValue(new Error("no server"));
    const { unmount } = await connect();
    unmount();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(openSession).toHaveBeenCalledOnce();
  });
});

describe("the page's address", () => {
  it.each([
    ["", null, []],
    ["#run=abc", "abc", []],
    ["#compare=a,b,,c", null, ["a", "b", "c"]],
    ["#run=abc&compare=a,b", "abc", ["a", "b"]],
  ])("%j names its runs", async (address, run, compared) => {
    await connect();
    hash(address);
    expect(deps().namedRun()).toBe(run);
    expect(deps().namedComparison()).toEqual(compared);
  });

  it("is written as people read it, one part without the other", async () => {
    await connect();
    deps().nameRun("abc");
    deps().nameComparison(["a", "b"]);
    expect(window.location.hash).toBe("#run=abc&compare=a,b");
    deps().nameRun(null);
    expect(window.location.hash).toBe("#compare=a,b");
    deps().nameComparison([]);
    expect(window.location.hash).toBe("");
  });

  it("that is changed by hand is followed", async () => {
    await connect();
    follow("#run=other&compare=a,b");
    expect(session.showRun).toHaveBeenCalledExactlyOnceWith("other");
    expect(session.openComparison).toHaveBeenCalledExactlyOnceWith(["a", "b"]);
  });

  it("that is changed before there is a session is followed when there is one", async () => {
    renderHook(useSession);
    follow("#run=early");
    expect(session.showRun).not.toHaveBeenCalled();
    await act(() => vi.advanceTimersByTimeAsync(0));
    expect(session.showRun).toHaveBeenCalledExactlyOnceWith("early");
  });

  it("that names no run says so", async () => {
    await connect();
    follow("#nothing");
    expect(session.showRun).not.toHaveBeenCalled();
    expect(useMessages.getState().messages[0]?.sentence).toBe("This address names no run");
  });
});
