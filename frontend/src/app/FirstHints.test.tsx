import { act, fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { useEditor } from "../editor/scene/state";
import { FIRST_HINTS, useFirstVisit } from "../store/firstVisit";
import { useProject } from "../store/project";
import { runInfo } from "../testing/fakes";
import { render } from "../testing/render";
import { freshStores, given } from "../testing/stores";
import { projectOf } from "../testing/values";
import { FirstHints } from "./FirstHints";

const done = () =>
  screen
    .queryAllByRole("listitem")
    .filter((item) => item.dataset["done"])
    .map((item) => item.querySelector("strong")?.textContent);
const section = () => screen.queryByRole("region", { name: "How to begin" });

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  freshStores();
  useFirstVisit.setState({ left: FIRST_HINTS });
  given({ drawing: projectOf(), run: runInfo("r", { state: "paused" }) });
});

describe("the hints of a first visit", () => {
  it("are not there for somebody who was here before", () => {
    useFirstVisit.setState({ left: [] });
    render(<FirstHints />);
    expect(section()).toBeNull();
  });

  it("are ticked one by one as they are done, and go away after the last", () => {
    render(<FirstHints />);
    expect(done()).toEqual([]);
    act(() => given({ run: runInfo("r", { state: "running" }) }));
    expect(done()).toEqual(["Play"]);
    act(() => useProject.getState().setTraining({ epochs: 7 }));
    expect(done()).toEqual(["Play", "Change"]);
    act(() => useEditor.setState({ weight: { node: "h", row: 0, column: 0, x: 1, y: 1 } }));
    expect(done()).toEqual(["Play", "Point", "Change"]);
    act(() => void vi.advanceTimersByTime(3_000));
    expect(section()).toBeNull();
    expect(useFirstVisit.getState().left).toEqual([]);
  });

  it("do not take another lesson or a moved card for a change", () => {
    render(<FirstHints />);
    act(() => useProject.getState().move({ x: [5, 5] }));
    act(() => useProject.getState().load(projectOf()));
    expect(done()).toEqual([]);
  });

  it("close at once and for good", () => {
    render(<FirstHints />);
    fireEvent.click(screen.getByRole("button", { name: "Close these hints" }));
    expect(section()).toBeNull();
    expect(useFirstVisit.getState().left).toEqual([]);
  });
});
