import { expect, test } from "vitest";

import type { Lesson } from "../api/types";
import { minutesOf, numDone, placeInCourse } from "./course";

const lesson = (id: string, words = 10) =>
  ({ id, text: "word ".repeat(words), question: "Why?" }) as Lesson;
const COURSE = [lesson("a"), lesson("b"), lesson("c")];

test("a lesson has a number, and one before and after it", () => {
  const place = placeInCourse(COURSE, "b");
  expect(place).toEqual({ number: 2, total: 3, previous: COURSE[0], next: COURSE[2] });
});

test("the first has none before it, the last none after it", () => {
  expect(placeInCourse(COURSE, "a")?.previous).toBeNull();
  expect(placeInCourse(COURSE, "c")?.next).toBeNull();
});

test("a drawing that is no lesson has no place", () => {
  expect(placeInCourse(COURSE, "mine")).toBeNull();
});

test("a longer text takes longer", () => {
  expect(minutesOf(lesson("short", 20))).toBe(4);
  expect(minutesOf(lesson("long", 500))).toBe(8);
});

test("lessons that are no longer there do not count as done", () => {
  expect(numDone(COURSE, ["a", "gone"])).toBe(1);
});
