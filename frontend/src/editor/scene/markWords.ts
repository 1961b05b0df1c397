/** What the marks on cards and wires mean, in a sentence. Pure. */
import type { CatalogueEntry } from "../../api/types";
import { gradientHealth, gradientSentence } from "../../components/gradientHealth";

/** The number on a wire: `8`, `40 steps × 5`, `8×16×16`, `12 tokens`, or a dash. */
export function wireWords(shape: string): string {
  if (shape === "–") return "The shape is not known yet: something before this wire does not fit";
  if (/tokens$/.test(shape)) return `Each sample is ${shape} on this wire`;
  if (/steps/.test(shape)) return `Each sample is ${shape} numbers on this wire`;
  const sides = shape.split("×");
  if (sides.length === 1) return `Each sample is ${count(shape, "number")} on this wire`;
  const [channels, height, width] = sides;
  return sides.length === 3
    ? `Each sample is ${count(channels ?? "", "channel")} of ${height} by ${width} numbers on this wire`
    : `Each sample is ${shape} numbers on this wire`;
}

/** A wire around layers, by its name. */
export function skipWords(name: string): string {
  return name === "residual"
    ? "A residual wire: what came in goes around the layers and is added to what they make."
    : "A skip: what came in goes around the layers and is put beside what they make.";
}

/** The line on a card: `2→8`, `8 filters · 3×3`, `8×8×8`. */
export function lineWords(line: string): string {
  const [, layers, shape] = /^(\d+ layers?) · (.*)$/.exec(line) ?? [];
  if (layers) return `${layers} in this block; the last one makes ${shape} for each sample`;
  const [came, made] = line.split("→");
  if (made !== undefined) {
    const isPlain = /^\d+$/.test(came ?? "") && /^\d+$/.test(made);
    const many = isPlain
      ? `${count(came ?? "", "number")} come in and ${made} go out`
      : `${came} comes in and ${made} goes out`;
    return `${many}, for each sample`;
  }
  if (/filters/.test(line)) return `${line}: each filter looks at a window of that size`;
  return line === "shape unknown"
    ? "The layer does not fit yet, so its shape is unknown"
    : `Its shape for each sample: ${line}`;
}

/** The gradients of the layers of a block, as root mean squares in the order of the layers. */
export function gradientsWords(sizes: readonly (number | null)[]): string {
  const known = sizes.filter((size) => size !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return "Gradients: not measured yet";
  if (known.length === 1) return gradientSentence(first);
  const weak = known.filter((size) => gradientHealth(size) === "vanishing").length;
  const ends = `first ${first.toPrecision(2)}, last ${last.toPrecision(2)}`;
  const all = `Gradients of ${known.length} layers that learn: ${ends}`;
  return weak === 0 ? all : `${all}; ${weak} of them vanish, so these layers hardly learn`;
}

export function paramsWords(params: string): string {
  return `${params}: the weights and biases that training changes`;
}

/** The chip of a layer on the card of another: the first sentence of its help. */
export function chipWords(title: string, entry: CatalogueEntry | undefined): string {
  const [first = ""] = (entry?.help ?? "").replaceAll("\n", " ").split(/(?<=\.) /);
  return first === "" ? title : `${title}: ${first}`;
}

function count(number: string, word: string): string {
  return `${number} ${word}${number === "1" ? "" : "s"}`;
}
