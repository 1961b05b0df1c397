import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { ProjectCard } from "../api/client";
import { useMessages } from "../store/messages";
import { useProject } from "../store/project";
import { countElsewhere, gather } from "../session/gathering";
import { weightsOfRun } from "../session/weights";
import { runInfo } from "../testing/fakes";
import { render } from "../testing/render";
import { freshStores, given } from "../testing/stores";
import { projectOf, seriesOf } from "../testing/values";
import { FileMenu } from "./FileMenu";
import { download, downloadFrom } from "./projectFiles";

vi.mock("./projectFiles", async (original) => ({
  ...(await original<object>()),
  download: vi.fn(),
  downloadFrom: vi.fn(),
}));
vi.mock("../session/weights", async (original) => ({
  ...(await original<object>()),
  weightsOfRun: vi.fn(),
}));

vi.mock("../session/gathering", () => ({
  countElsewhere: vi.fn(() => Promise.resolve(0)),
  gather: vi.fn(() => Promise.resolve()),
}));

const onNew = vi.fn();
const openProject = vi.fn(() => Promise.resolve());
let kept: ProjectCard[] = [];

const card = (id: string, title: string): ProjectCard =>
  ({ id, title, updated: "2024-05-01T00:00:00Z" }) as ProjectCard;

beforeEach(() => {
  vi.clearAllMocks();
  freshStores();
  kept = [];
  given({ session: { openProject, savedProjects: () => Promise.resolve(kept) } });
});

/** Opens the menu and returns the item with this name. */
async function item(name: string | RegExp): Promise<HTMLElement> {
  render(<FileMenu onNew={onNew} />);
  fireEvent.click(screen.getByRole("button", { name: "File" }));
  return screen.findByRole("menuitem", { name });
}

const title = () => useProject.getState().file.title;

describe("the file menu", () => {
  it("begins a new drawing", async () => {
    fireEvent.click(await item("New drawing"));
    expect(onNew).toHaveBeenCalledOnce();
  });

  it("moves here what other browsers on this computer have made, where there is something", async () => {
    await item("New drawing");
    expect(screen.queryByRole("menuitem", { name: /Move their work here/ })).toBeNull();
    cleanup();
    vi.mocked(countElsewhere).mockResolvedValueOnce(3);
    fireEvent.click(await item(/Move their work here/));
    expect(gather).toHaveBeenCalledOnce();
  });

  it("saves the drawing as it is now", async () => {
    given({ drawing: projectOf({ title: "Mine" }) });
    fireEvent.click(await item("Save as a file"));
    expect(download).toHaveBeenCalledExactlyOnceWith(useProject.getState().file);
  });

  it("opens a drawing that the server keeps", async () => {
    kept = [card("p1", "First"), card("p2", "Second")];
    fireEvent.click(await item(/Second/));
    expect(openProject).toHaveBeenCalledExactlyOnceWith("p2");
  });

  it("lists as many kept drawings as a person looks through", async () => {
    kept = Array.from({ length: 40 }, (_, at) => card(`p${at}`, `Drawing ${at}`));
    await item(/^Drawing 0/);
    expect(screen.getAllByRole("menuitem", { name: /^Drawing/ })).toHaveLength(12);
  });

  it("says why the server's drawings cannot be listed", async () => {
    given({ session: { savedProjects: () => Promise.reject(new Error("no server")) } });
    await item("New drawing");
    await waitFor(() =>
      expect(useMessages.getState().messages.map(({ sentence }) => sentence)).toEqual([
        "No server",
      ]),
    );
  });
});

describe("a file that is opened", () => {
  const choose = (name: string, text: string) => {
    render(<FileMenu onNew={onNew} />);
    const files = [new File([text], name)];
    fireEvent.change(screen.getByLabelText("A project file to open"), { target: { files } });
  };

  it("is on the canvas", async () => {
    choose("a.json", JSON.stringify(projectOf({ title: "From a file" })));
    await waitFor(() => expect(title()).toBe("From a file"));
  });

  it("that is no project changes nothing and is told by its name", async () => {
    given({ drawing: projectOf({ title: "Mine" }) });
    choose("holiday.json", "{}");
    await waitFor(() =>
      expect(useMessages.getState().messages[0]?.sentence).toContain(
        "“holiday.json” is no project",
      ),
    );
    expect(title()).toBe("Mine");
  });
});

describe("the weights of the run on the screen", () => {
  const weights = () => item(/^Weights/);

  it("are taken away under the title of the run", async () => {
    given({ run: runInfo("r", { title: "Two Spirals", step: 9 }) });
    vi.mocked(weightsOfRun).mockResolvedValue("abc");
    fireEvent.click(await weights());
    await waitFor(() => expect(downloadFrom).toHaveBeenCalled());
    expect(vi.mocked(downloadFrom).mock.calls).toEqual([
      ["/api/weights/abc/file", "two-spirals.safetensors"],
    ]);
  });

  it("are not taken away where the server could not make a file of them", async () => {
    given({ run: runInfo("r", { step: 9 }) });
    vi.mocked(weightsOfRun).mockResolvedValue(null);
    fireEvent.click(await weights());
    await waitFor(() => expect(weightsOfRun).toHaveBeenCalledExactlyOnceWith("r"));
    expect(downloadFrom).not.toHaveBeenCalled();
  });

  it("are there as soon as a point tells of a step", async () => {
    given({ run: runInfo("r"), series: seriesOf({ step: 8 }) });
    expect((await weights()).hasAttribute("data-disabled")).toBe(false);
  });

  it.each([
    ["there is no run", null, "no run yet"],
    ["it has learned nothing", runInfo("r"), "nothing learned yet"],
  ])("cannot be taken while %s", async (_, run, why) => {
    given({ run });
    const offered = await weights();
    expect(offered.textContent).toContain(why);
    expect(offered.hasAttribute("data-disabled")).toBe(true);
  });
});
