import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import type { Lesson } from "../../api/types";
import { useCourse } from "../../store/course";
import { useLessonsState } from "../../store/lessons";
import { useProject } from "../../store/project";
import { render } from "../../testing/render";
import { freshStores, given } from "../../testing/stores";
import { projectOf } from "../../testing/values";
import { LessonsTab } from "./LessonsTab";

const lesson = (id: string, group: string): Lesson => ({
  id,
  title: `Lesson ${id}`,
  group,
  terms: [],
  text: `Text of ${id}.`,
  question: "Why?",
  pace: null,
  shows: null,
  project: { ...projectOf(), title: id },
  compare: [],
});
const COURSE = [lesson("a", "First"), lesson("b", "First"), lesson("c", "Later")];

const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const drawn = () => useProject.getState().file.title;

beforeEach(() => {
  freshStores();
  useCourse.setState({ done: [] });
  Element.prototype.scrollIntoView = () => undefined;
  useLessonsState.setState({ lessons: COURSE });
  given({ drawing: COURSE[0]?.project, session: { closeComparison: () => undefined } });
  render(<LessonsTab />);
});

describe("the course", () => {
  it("says where the open lesson is and how long it takes", () => {
    expect(screen.getByText("Lesson 1 of 3, about 4 minutes")).toBeTruthy();
    expect(button("Previous").disabled).toBe(true);
    expect(screen.getByText("0 of 3 lessons done")).toBeTruthy();
  });

  it("goes on to the next lesson, also of another group, and ticks the one before", async () => {
    fireEvent.click(button("Next"));
    expect(drawn()).toBe("b");
    fireEvent.click(button("Next"));
    expect(drawn()).toBe("c");
    expect(screen.getByText("Text of c.")).toBeTruthy();
    expect(useCourse.getState().done).toEqual(["a", "b"]);
    await waitFor(() => expect(document.activeElement).toBe(button("Lesson c")));
    expect(button("Next").disabled).toBe(true);
  });

  it("ticks a lesson by its box, and takes the tick off again", () => {
    const box = () => screen.getByRole("checkbox", { name: "Done" });
    fireEvent.click(box());
    const first = screen.getByRole("region", { name: "First" });
    expect(within(first).getByRole("img", { name: "Done" })).toBeTruthy();
    expect(screen.getByText("1 of 3 lessons done")).toBeTruthy();
    fireEvent.click(box());
    expect(within(first).queryByRole("img", { name: "Done" })).toBeNull();
  });

  it("goes back without a tick", () => {
    fireEvent.click(button("Next"));
    fireEvent.click(button("Previous"));
    expect(drawn()).toBe("a");
    expect(useCourse.getState().done).toEqual(["a"]);
  });
});
