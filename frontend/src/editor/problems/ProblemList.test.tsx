import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, test, vi } from "vitest";

import type { Fix, Problem } from "../../api/types";
import { useProject } from "../../store/project";
import { freshEditor, nodeReportOf, renderInEditor } from "../../testing/editor";
import { freshStores, given } from "../../testing/stores";
import { catalogueOf, checked, entryOf, problemAt, projectOf } from "../../testing/values";
import { useEditor } from "../scene/state";
import { Fixes } from "./Fixes";
import { ProblemList } from "./ProblemList";
import { TroubleBubbles } from "./TroubleBubbles";

const FIX = { title: "Add an output", action: "add" } as unknown as Fix;
const linear = (sentence: string, more: Partial<Problem> = {}) =>
  problemAt("Linear", sentence, { node: "h", ...more });

function checkSays(...problems: Problem[]) {
  const nodes = { x: nodeReportOf([2]), h: nodeReportOf([8]), y: nodeReportOf([2]) };
  given({ report: checked({ ok: false, problems, nodes }) });
}

beforeEach(() => {
  freshStores();
  freshEditor();
  given({
    catalogue: catalogueOf({
      layers: [
        entryOf("linear", {}, { title: "Linear" }),
        entryOf("output", {}, { title: "Output" }),
      ],
    }),
    drawing: projectOf(),
  });
});

describe("the list of problems", () => {
  const open = () => fireEvent.click(screen.getByRole("button", { name: /problem/ }));

  test("is not there where nothing is wrong", () => {
    checkSays();
    renderInEditor(<ProblemList />);
    expect(screen.queryByRole("region")).toBeNull();
  });

  test.each([
    [1, "1 problem"],
    [2, "2 problems"],
    [1000, "1000 problems"],
  ])("counts %i before it is opened", (count, words) => {
    checkSays(...Array.from({ length: count }, (_, at) => problemAt("network", `problem ${at}`)));
    renderInEditor(<ProblemList />);
    const head = screen.getByRole("button", { name: words });
    expect(head.getAttribute("aria-expanded")).toBe("false");
    expect(screen.queryByRole("list")).toBeNull();
  });

  test("opens and folds again", () => {
    checkSays(problemAt("network", "it has no output"));
    renderInEditor(<ProblemList />);
    open();
    expect(screen.getByText(/it has no output/)).toBeTruthy();
    open();
    expect(screen.queryByText(/it has no output/)).toBeNull();
  });

  test("leads to the layer that is troubled", () => {
    checkSays(linear("it is too wide"));
    renderInEditor(<ProblemList />);
    open();
    fireEvent.click(screen.getByRole("button", { name: "Linear" }));
    expect(useProject.getState().selection.nodes).toEqual(["h"]);
    expect(useEditor.getState().inspected).toBe("h");
  });

  test("leads to where a troubled wire ends", () => {
    checkSays(problemAt("wire", "no", { edge: { source: "h", target: "y", handle: 0 } }));
    renderInEditor(<ProblemList />);
    open();
    fireEvent.click(screen.getByRole("button", { name: "Output" }));
    expect(useEditor.getState().inspected).toBe("y");
  });

  test("only names a place that is on no card", () => {
    checkSays(problemAt("training", "the batch is too large"), linear("gone", { node: "gone" }));
    renderInEditor(<ProblemList />);
    open();
    expect(screen.getByText("training").tagName).toBe("SPAN");
    expect(screen.getByText("Linear").tagName).toBe("SPAN");
  });
});

describe("the buttons that mend", () => {
  test("do what they are told to, and leave the card under them alone", () => {
    const mended = vi.fn();
    const clicked = vi.fn();
    renderInEditor(
      // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
      <div onClick={clicked}>
        <Fixes fixes={[FIX, { ...FIX, title: "Another way" }]} onFix={mended} />
      </div>,
    );
    fireEvent.click(screen.getByRole("button", { name: "Another way" }));
    expect(mended).toHaveBeenCalledWith({ ...FIX, title: "Another way" });
    expect(clicked).not.toHaveBeenCalled();
  });

  test("are none where nothing would mend it", () => {
    renderInEditor(<Fixes fixes={[]} />);
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("the words on a troubled card", () => {
  const notes = () =>
    [...document.querySelectorAll("[role=note]")].map((note) => note.getAttribute("aria-label"));

  test("say the worst of its problems and how many more there are", () => {
    checkSays(linear("it is slow", { severity: "warning" }), linear("it is too wide"));
    renderInEditor(<TroubleBubbles />);
    const note = document.querySelector<HTMLElement>("[role=note]");
    expect(note?.textContent).toBe("it is too wide (and 1 more)");
    expect(note?.dataset["severity"]).toBe("error");
  });

  test("stand with errors before warnings", () => {
    checkSays(linear("slow", { severity: "warning" }), problemAt("Output", "no", { node: "y" }));
    renderInEditor(<TroubleBubbles />);
    expect(notes()).toEqual(["Problem of Output", "Problem of Linear"]);
  });

  test("are left to the inspector where it shows the layer", () => {
    checkSays(linear("it is too wide"), problemAt("Output", "no", { node: "y" }));
    useEditor.setState({ inspected: "h" });
    renderInEditor(<TroubleBubbles />);
    expect(notes()).toEqual(["Problem of Output"]);
  });

  test("are hidden while their card is not laid out", () => {
    checkSays(linear("it is too wide"));
    renderInEditor(<TroubleBubbles />);
    expect(document.querySelector<HTMLElement>("[data-bubble=h]")?.hidden).toBe(true);
  });

  test("are not there where nothing is wrong", () => {
    checkSays(problemAt("network", "of no card"));
    renderInEditor(<TroubleBubbles />);
    expect(notes()).toEqual([]);
  });
});
