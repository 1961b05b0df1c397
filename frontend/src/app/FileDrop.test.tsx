import { createEvent, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { takeDroppedData, useDroppedData } from "../session/droppedFiles";
import { uploadWeightsFile } from "../session/weights";
import { useMessages } from "../store/messages";
import { undo, useProject } from "../store/project";
import { render } from "../testing/render";
import { freshStores, given } from "../testing/stores";
import { projectOf } from "../testing/values";
import { FileDrop } from "./FileDrop";

vi.mock("../session/weights", async (original) => ({
  ...(await original<object>()),
  uploadWeightsFile: vi.fn(() => Promise.resolve("w".repeat(64))),
}));

const onData = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  freshStores();
  useDroppedData.setState({ files: [] });
  given({ drawing: projectOf({ title: "Mine" }) });
  render(<FileDrop onData={onData} />);
});

/** What the browser gives with a dragged file. */
function transfer(name: string, text: string, type = "") {
  const file = new File([text], name, { type });
  const entry = {
    isFile: true,
    fullPath: `/${name}`,
    file: (got: (file: File) => void) => got(file),
  };
  return { types: ["Files"], dropEffect: "", items: [{ type, webkitGetAsEntry: () => entry }] };
}

const drop = (...what: Parameters<typeof transfer>) =>
  fireEvent.drop(document.body, { dataTransfer: transfer(...what) });
const sentences = () => useMessages.getState().messages.map(({ sentence }) => sentence);
const title = () => useProject.getState().file.title;

describe("a file that is dragged over the page", () => {
  it("is answered by a sheet that says what would happen, until it leaves", () => {
    fireEvent.dragOver(document.body, { dataTransfer: transfer("a.json", "", "application/json") });
    screen.getByRole("heading", { name: "Drop it here" });
    const likely = screen.getAllByRole("listitem").filter((one) => one.dataset["likely"]);
    expect(likely.map((one) => one.textContent)).toEqual(["A project (.json) opens on the canvas"]);
    fireEvent.dragLeave(document.body, { relatedTarget: null });
    expect(screen.queryByRole("heading")).toBeNull();
  });

  it.each(["dragOver", "drop"] as const)("never makes the browser leave the page: %s", (name) => {
    for (const types of [["Files"], ["text/uri-list"]]) {
      const dataTransfer = { ...transfer("a.csv", "1"), types };
      const event = createEvent[name](document.body, { dataTransfer });
      fireEvent(document.body, event);
      expect(event.defaultPrevented).toBe(true);
    }
  });
});

describe("a file that is dropped anywhere", () => {
  it("is opened if it is a project, and undo brings the drawing before back", async () => {
    drop("other.json", JSON.stringify(projectOf({ title: "Other" })));
    await waitFor(() => expect(title()).toBe("Other"));
    undo();
    expect(title()).toBe("Mine");
  });

  it("that only looks like a project is refused with a sentence and loses nothing", async () => {
    drop("rows.json", "[1, 2]");
    await waitFor(() => expect(sentences()).toEqual([expect.stringMatching(/is no project/)]));
    expect(title()).toBe("Mine");
  });

  it("waits for the data tab if it is data", async () => {
    drop("rows.csv", "a,b");
    await waitFor(() => expect(onData).toHaveBeenCalledOnce());
    expect(takeDroppedData().map(({ path }) => path)).toEqual(["rows.csv"]);
  });

  it("becomes the start weights if it is weights", async () => {
    drop("net.safetensors", "…");
    await waitFor(() =>
      expect(useProject.getState().file.training.start?.weights).toBe("w".repeat(64)),
    );
    expect(uploadWeightsFile).toHaveBeenCalledOnce();
  });

  it("of weights that cannot be read says how to save them", async () => {
    drop("net.pt", "…");
    await waitFor(() => expect(sentences()).toEqual([expect.stringMatching(/\.safetensors/)]));
    expect(uploadWeightsFile).not.toHaveBeenCalled();
  });
});
