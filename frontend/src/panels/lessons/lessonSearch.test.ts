import { describe, expect, test } from "vitest";

import type { Lesson } from "../../api/types";
import { normalise } from "../../project/graph";
import { groupAtFirst, groupedLessons, lessonsFound } from "./lessonSearch";

const LESSONS = [
  lesson("Two spirals", "First steps", "A network bends a line."),
  lesson("A GPT that sorts", "Transformers", "Letters come out in order."),
  lesson("Three rings", "First steps", "Rings inside rings."),
];

describe("the lessons", () => {
  test("stand in groups in the order of their first one", () => {
    const groups = groupedLessons(LESSONS);
    expect(groups.map(([group, members]) => [group, members.length])).toEqual([
      ["First steps", 2],
      ["Transformers", 1],
    ]);
  });

  test("are found by words of title, group and text, in any order", () => {
    const titles = (search: string) => lessonsFound(LESSONS, search).map(({ title }) => title);
    expect(titles("order GPT")).toEqual(["A GPT that sorts"]);
    expect(titles("first")).toEqual(["Two spirals", "Three rings"]);
    expect(titles("nothing like it")).toEqual([]);
  });

  test("are found by their terms first", () => {
    const lessons = [
      lesson("The GAN of a museum", "First steps", ""),
      { ...lesson("A forger", "Codes", "GAN"), terms: ["GAN", "generator"] },
    ];
    expect(lessonsFound(lessons, "gan").map(({ title }) => title)).toEqual([
      "A forger",
      "The GAN of a museum",
    ]);
  });

  test("the group of the lesson on the canvas stands open, else the first", () => {
    expect(groupAtFirst(LESSONS, "A GPT that sorts")).toBe("Transformers");
    expect(groupAtFirst(LESSONS, "My own")).toBe("First steps");
    expect(groupAtFirst([], "")).toBeUndefined();
  });
});

function lesson(title: string, group: string, text: string): Lesson {
  const project = normalise({ title });
  return {
    id: title,
    title,
    group,
    terms: [],
    text,
    question: "",
    pace: null,
    shows: null,
    project,
    compare: [],
  };
}
