import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, test, vi } from "vitest";

import names from "../../../../tests/golden/search_names.json";
import type { Catalogue, Lesson } from "../../api/types";
import { TrainingPanel } from "../../panels/training/TrainingPanel";
import { normalise } from "../../project/graph";
import { useLessonsState } from "../../store/lessons";
import { useMessages } from "../../store/messages";
import { useProject } from "../../store/project";
import { freshEditor, renderInEditor } from "../../testing/editor";
import { freshStores, given } from "../../testing/stores";
import { projectOf } from "../../testing/values";
import { EVERYTHING_OPEN } from "../shellLayout";
import { FindBox } from "./FindBox";

const LESSONS = names.lessons.map((lesson) => ({
  ...lesson,
  ...{ text: "", question: "", pace: null, shows: null, compare: [] },
  project: normalise({ title: lesson.title }),
})) as Lesson[];

const page = { onLayout: vi.fn(), onStrip: vi.fn(), onSheet: vi.fn() };
const close = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  freshStores();
  freshEditor();
  Element.prototype.scrollIntoView = vi.fn();
  given({ catalogue: names.catalogue as unknown as Catalogue, drawing: projectOf() });
  useLessonsState.setState({ lessons: LESSONS });
});

function show(beside: React.ReactNode = null) {
  renderInEditor(
    <>
      {beside}
      <FindBox layout={EVERYTHING_OPEN} {...page} onClose={close} />
    </>,
  );
}

const field = () => screen.getByRole<HTMLInputElement>("combobox", { name: "Search everything" });
const type = (value: string) => fireEvent.change(field(), { target: { value } });
const press = (key: string) => fireEvent.keyDown(field(), { key });
const marked = () => screen.getByRole("option", { selected: true });
const take = (search: string) => {
  type(search);
  press("Enter");
};
const file = () => useProject.getState().file;

describe("the list", () => {
  test("says what each result is, under headings, the best first and marked", () => {
    show();
    type("softmax");
    const [first] = screen.getAllByRole("group");
    expect(first?.getAttribute("aria-label")).toBe("Layers");
    expect(marked().textContent).toContain("Softmax");
    expect(marked().textContent).toContain("Layer");
    expect(field().getAttribute("aria-activedescendant")).toBe(marked().id);
    expect(
      within(screen.getByRole("group", { name: "Losses" })).getAllByRole("option").length,
    ).toBe(1);
  });

  test("says by which other name a result was found", () => {
    show();
    type("swish");
    expect(marked().textContent).toContain("SiLU (Swish)");
    type("dense");
    expect(marked().textContent).toContain("Linear Dense");
  });

  test("is walked by the arrow keys, around its ends", () => {
    show();
    type("relu");
    const options = screen.getAllByRole("option");
    press("ArrowDown");
    expect(marked()).toBe(options[1]);
    press("ArrowUp");
    press("ArrowUp");
    expect(marked()).toBe(options.at(-1));
    type("relu6");
    expect(marked()).toBe(screen.getAllByRole("option")[0]);
  });

  test("is short, and says how many more there are", () => {
    show();
    type("a");
    expect(screen.getAllByText(/more; a longer word finds them/).length).toBeGreaterThan(0);
    for (const group of screen.getAllByRole("group"))
      expect(within(group).getAllByRole("option").length).toBeLessThanOrEqual(6);
  });

  test("says so where nothing fits, and how a search is written before one is", () => {
    show();
    expect(screen.getByRole("status").textContent).toContain("Type a word");
    type("qqqq");
    expect(screen.queryAllByRole("option")).toEqual([]);
    expect(screen.getByRole("status").textContent).toContain("Nothing is called “qqqq”");
    press("Enter");
    expect(close).not.toHaveBeenCalled();
  });

  test("says that a search of 10,000 characters is cut", () => {
    show();
    type("x".repeat(10_000));
    expect(screen.getByRole("status").textContent).toContain(
      "Only the first 100 characters count.",
    );
    expect(screen.getByRole("status").textContent?.length).toBeLessThan(300);
  });
});

describe("a result that is taken", () => {
  test("opens a lesson, and its text", () => {
    given({ session: { closeComparison: vi.fn() } });
    show();
    take("GAN");
    expect(file().title).toBe("A forger and a judge");
    expect(page.onLayout).toHaveBeenCalledWith(expect.objectContaining({ tab: "lessons" }));
    expect(close).toHaveBeenCalledOnce();
  });

  test("adds a layer like a click in the palette, with the fields that its name sets", () => {
    show();
    take("bilstm");
    const added = file().network.nodes.at(-1);
    expect(added?.layer).toEqual({ type: "lstm", bidirectional: true });
    expect(file().network.edges).toContainEqual({ source: added?.id, target: "y", handle: 0 });
  });

  test("adds a block of the drawing again", () => {
    const blocks = [{ name: "Residual block", nodes: ["h"], folded: false }];
    given({ drawing: { ...projectOf(), torchground: 2, blocks } });
    show();
    take("residual block");
    expect(file().network.nodes.map(({ layer }) => layer.type)).toEqual([
      ...["input", "linear", "output", "linear"],
    ]);
    expect(file().blocks).toHaveLength(2);
  });

  test("says how a layer is drawn that is drawn from pieces", () => {
    show();
    take("SwiGLU");
    expect(file().network.nodes.at(-1)?.layer).toEqual({ type: "multiply" });
    expect(useMessages.getState().messages[0]?.sentence).toMatch(/SwiGLU: .*SiLU/);
  });

  test("chooses data, with a task that fits, and shows them", () => {
    show();
    take("moons");
    expect(file().data).toEqual({ type: "moons" });
    expect(page.onLayout).toHaveBeenCalledWith(expect.objectContaining({ tab: "data" }));
  });

  test("runs a command", async () => {
    show();
    take("shortcuts");
    await waitFor(() => expect(page.onSheet).toHaveBeenCalledOnce());
  });

  test("is one that is clicked, too", () => {
    show();
    type("tanh");
    fireEvent.click(screen.getAllByRole("option")[0] as HTMLElement);
    expect(file().network.nodes.at(-1)?.layer.type).toBe("tanh");
  });
});

describe("a setting that is taken", () => {
  const isOpen = (id: string) => document.getElementById(id)?.closest("details")?.open;

  test("is focused where it stands", async () => {
    show(<TrainingPanel />);
    take("learning rate");
    await waitFor(() => expect(document.activeElement?.id).toBe("optimizer-live-lr"));
    expect(page.onLayout).toHaveBeenCalledOnce();
  });

  test("in a part that is folded unfolds it", async () => {
    show(<TrainingPanel />);
    take("validation set");
    await waitFor(() => expect(document.activeElement?.id).toBe("training-val_fraction"));
    expect(isOpen("training-val_fraction")).toBe(true);
  });

  test("that is off leads to its switch", async () => {
    show(<TrainingPanel />);
    take("patience");
    await waitFor(() => {
      const part = document.getElementById("part-early-stopping") as HTMLDetailsElement;
      expect(part.open).toBe(true);
      expect(document.activeElement).toBe(part.querySelector('[role="switch"]'));
    });
  });

  test("does not get the key that took it, which would open its list", () => {
    show(<TrainingPanel />);
    type("nesterov");
    expect(press("Enter")).toBe(false);
  });

  test("with a value is set: loss, optimizer, schedule, augmentation", () => {
    show(<TrainingPanel />);
    take("hinge");
    take("nesterov momentum");
    take("cosine annealing");
    take("random erasing");
    expect(file().training).toMatchObject({
      loss: { type: "hinge" },
      optimizer: { type: "sgd", momentum: 0.9, nesterov: true },
      scheduler: { type: "cosine_annealing_lr" },
      augmentations: [{ type: "random_erasing" }],
    });
  });
});
