import { expect, it } from "vitest";

import { captionSteps, sentencesOf } from "./captionSteps";

it("sentences end where they end, and not at a number", () => {
  expect(
    sentencesOf("The loss is ln 3 = 1.0986, i.e. a guess.\nWatch it fall! Does it? (It does.)"),
  ).toEqual([
    "The loss is ln 3 = 1.0986, i.e. a guess.",
    "Watch it fall!",
    "Does it?",
    "(It does.)",
  ]);
});

it("short sentences share a step, and a paragraph begins a new one", () => {
  const steps = captionSteps({ text: "One. Two.\n\nThree.", question: "Why?" });
  expect(steps).toEqual([
    { words: "One. Two.", isQuestion: false },
    { words: "Three.", isQuestion: false },
    { words: "Why?", isQuestion: true },
  ]);
});

it("no word is lost, and a long sentence is not cut", () => {
  const long = `Long ${"word ".repeat(60).trim()}.`;
  const text = `Short one. ${long} Another. ${"Middle sentence here. ".repeat(12).trim()}`;
  const steps = captionSteps({ text, question: "" });
  expect(steps.map(({ words }) => words).join(" ")).toBe(text);
  expect(steps.map(({ words }) => words)).toContain(long);
  expect(steps.every(({ words }) => words === long || words.length <= 170)).toBe(true);
});
