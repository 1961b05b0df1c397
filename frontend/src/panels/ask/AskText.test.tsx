import { act, fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { ask } from "../../session/asking";
import { usePreferences } from "../../store/preferences";
import { render } from "../../testing/render";
import { freshStores } from "../../testing/stores";
import { dataInfo, halfOf, previewOf } from "../../testing/values";
import { AskText } from "./AskText";

const WORDS = ["[PAD]", "[MASK]", "the", "cat", "sat"];
const MASKED = dataInfo({ shape: [4], vocab: WORDS, mask_token: 1, pad_token: 0, classes: [] });
const CAUSAL = dataInfo({ shape: [3], vocab: ["a", "b", " ", "\n"], causal: true, classes: [] });
const SAMPLES = previewOf({ kind: "tokens", test: halfOf({ index: [0], tokens: [[2, 3, 0, 0]] }) });

beforeEach(freshStores);

const field = () => screen.getByRole<HTMLTextAreaElement>("textbox");
const type = (text: string) => fireEvent.change(field(), { target: { value: text } });
const remark = () => screen.getByRole("status").textContent;
const asked = () => usePreferences.getState().sample;

test("the text begins with the shown sample, without what only fills it up", () => {
  render(<AskText info={MASKED} samples={SAMPLES} />);
  expect(field().value.trim()).toBe("the cat");
  expect(asked().of).toBe("test");
});

test("a text of words that are known is asked with every letter", () => {
  render(<AskText info={MASKED} samples={SAMPLES} />);
  type("the cat sat the");
  expect(asked()).toMatchObject({ of: "asked", asked: "the cat sat the", askedFor: "4 5" });
  expect(remark()).toBe("");
});

test("a word that is not known stays in the field, is named and is not asked", () => {
  render(<AskText info={MASKED} samples={SAMPLES} />);
  type("the dog");
  expect(remark()).toBe("It never saw “dog”; take words it knows.");
  expect(asked().of).toBe("test");
});

test("a word is typed letter by letter, from the sample's text on", () => {
  render(<AskText info={MASKED} samples={SAMPLES} />);
  for (const text of ["the cat s", "the cat sa", "the cat sat"]) {
    type(text);
    expect(field().value).toBe(text);
  }
  expect(asked().asked).toBe("the cat sat");
});

test("another question takes the place of what was typed before", () => {
  render(<AskText info={MASKED} samples={SAMPLES} />);
  type("the cat");
  act(() => ask("[MASK] cat", "4 5"));
  expect(field().value).toBe("[MASK] cat");
});

test("a sample that is chosen takes the place of a word that is only begun", () => {
  render(<AskText info={MASKED} samples={SAMPLES} />);
  type("the c");
  act(() => usePreferences.getState().set({ sample: { index: 0, of: "test" } }));
  expect(field().value.trim()).toBe("the cat");
});

test("of many unknown words four are named", () => {
  render(<AskText info={MASKED} samples={SAMPLES} />);
  usePreferences.getState().set({ sample: { index: 0, of: "asked", asked: "the" } });
  type("q w e r t");
  expect(remark()).toBe("It never saw “q”, “w”, “e”, “r”; take words it knows.");
});

test("an empty text asks nothing", () => {
  render(<AskText info={MASKED} samples={SAMPLES} />);
  type("");
  expect(asked().of).toBe("test");
});

test("too many words are counted", () => {
  render(<AskText info={MASKED} samples={SAMPLES} />);
  type("the cat sat the cat");
  expect(remark()).toBe("It takes 4 words; these are 5.");
});

test("letters that no filling completes must be as many as the network reads", () => {
  const info = { ...CAUSAL, causal: false };
  render(<AskText info={info} samples={null} />);
  type("ab");
  expect(remark()).toBe("It takes 3 letters; these are 2.");
});

test("a text that is continued may be longer than what is read of it", () => {
  render(<AskText info={CAUSAL} samples={null} />);
  screen.getByRole("textbox", { name: "Let it go on from" });
  type("abab");
  expect(remark()).toBe("Of 4 it reads the last 3.");
  type("ab");
  expect(remark()).toBe("");
});

test("a click on a token of the text hides it", () => {
  render(<AskText info={MASKED} samples={SAMPLES} />);
  type("the cat sat the");
  fireEvent.click(screen.getByRole("button", { name: "Hide cat" }));
  expect(asked().asked).toBe("the [MASK] sat the");
  const hidden = screen.getByRole<HTMLButtonElement>("button", { name: "Place 2 is hidden" });
  expect(hidden.disabled).toBe(true);
});

test("a network that fills nothing in has no tokens to hide", () => {
  render(<AskText info={CAUSAL} samples={null} />);
  expect(screen.queryByRole("group", { name: /Tokens/ })).toBeNull();
  expect(screen.queryByRole("button", { name: "[MASK]" })).toBeNull();
});

test("a hidden place is added at the end of the text", () => {
  render(<AskText info={MASKED} samples={SAMPLES} />);
  type("the ");
  fireEvent.click(screen.getByRole("button", { name: "[MASK]" }));
  expect(asked().asked).toBe("the [MASK]");
});

test.each([
  ["words with a blank", MASKED, "the", "cat", "the cat"],
  ["letters without one", CAUSAL, "a", "b", "ab"],
])("the vocabulary adds %s", (_, info, before, added, after) => {
  render(<AskText info={info} samples={null} />);
  type(before);
  fireEvent.click(screen.getByRole("button", { name: `Add ${added}`, hidden: true }));
  expect(asked().asked).toBe(after);
});

test("the vocabulary tells how many there are, with signs for what is not seen", () => {
  render(<AskText info={CAUSAL} samples={null} />);
  screen.getByText("4 letters it knows");
  const box = screen.getByText("4 letters it knows").closest("details") as HTMLElement;
  const names = within(box)
    .getAllByRole("button", { hidden: true })
    .map((one) => one.textContent);
  expect(names).toEqual(["a", "b", "␣", "↵"]);
});

test("a large vocabulary is listed in part and counted whole", () => {
  const vocab = Array.from({ length: 2000 }, (_, at) => `w${at}`);
  render(<AskText info={dataInfo({ shape: [4], vocab })} samples={null} />);
  screen.getByText("2,000 words it knows");
  expect(screen.getAllByRole("button", { name: /^Add w/, hidden: true })).toHaveLength(160);
});

test("the sample comes back with its button", () => {
  render(<AskText info={MASKED} samples={SAMPLES} />);
  type("sat");
  fireEvent.click(screen.getByRole("button", { name: "From sample 1" }));
  expect(asked().asked?.trim()).toBe("the cat");
});

test("what another part of the page asked stands in the field", () => {
  usePreferences.getState().set({ sample: { index: 0, of: "asked", asked: "cat sat" } });
  render(<AskText info={MASKED} samples={SAMPLES} />);
  expect(field().value).toBe("cat sat");
});

test("Enter asks, also what the shown sample says, and makes no new line; Shift and Enter does", () => {
  render(<AskText info={CAUSAL} samples={null} />);
  type("ab");
  act(() => ask("b", "3 4"));
  type("ab");
  expect(fireEvent.keyDown(field(), { key: "Enter" })).toBe(false);
  expect(asked()).toMatchObject({ of: "asked", asked: "ab" });
  expect(fireEvent.keyDown(field(), { key: "Enter", shiftKey: true })).toBe(true);
});
