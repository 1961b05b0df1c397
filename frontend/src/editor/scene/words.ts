/** Text on cards and wires: shapes, counts, and names for screen readers. Pure. */
import type { CatalogueEntry, Edge, NodeFile, NodeReport, Problem, Report } from "../../api/types";

/** A shape as text: `64`, `40 steps × 5`, `8×16×16`; `12 tokens` with a vocabulary; a dash if unknown. */
export function shapeText(
  shape: readonly number[] | null | undefined,
  vocab?: number | null,
): string {
  if (!shape) return "–";
  if (typeof vocab === "number") return `${shape.join("×")} tokens`;
  return shape.length === 2 ? `${shape[0]} steps × ${shape[1]}` : shape.join("×");
}

/** The shape of a node's output as text. */
export function outputText(report: NodeReport | null | undefined): string {
  return shapeText(report?.shape, report?.vocab);
}

/** The shape on each wire into a node as text, in the order of its handles. */
export function inputTexts(
  node: string,
  edges: readonly Edge[],
  report: Report | null | undefined,
): string[] {
  const vocabs = new Map(
    edges
      .filter(({ target }) => target === node)
      .map(({ handle, source }) => [handle ?? 0, report?.nodes[source]?.vocab]),
  );
  const shapes = report?.nodes[node]?.input_shapes ?? [];
  return shapes.map((shape, at) => shapeText(shape, vocabs.get(at)));
}

/** `1 parameter`, `1,234 parameters`; empty if unknown. */
export function paramsText(count: number | null | undefined): string {
  if (count === null || count === undefined) return "";
  return `${count.toLocaleString("en-US")} parameter${count === 1 ? "" : "s"}`;
}

/** A count in at most five characters: `72`, `1,234`, `56.3k`, `2.1M`. */
export function shortCount(count: number): string {
  if (count < 10_000) return count.toLocaleString("en-US");
  return count < 1e6 ? `${trimmed(count / 1e3)}k` : `${trimmed(count / 1e6)}M`;
}

function trimmed(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

/** The title of a node: its own name, otherwise the title of its layer. */
export function nodeTitle(node: NodeFile, entry: CatalogueEntry | undefined): string {
  return node.name || entry?.title || node.layer.type;
}

/** The change of shape on a card: `2→8`, `8 filters · 3×3`, `11 steps × 32→64`. */
export function cardLine(
  type: string,
  fields: Readonly<Record<string, unknown>>,
  inputs: readonly string[],
  output: NodeReport | null | undefined,
  num_params: number,
): string {
  const shape = output?.shape;
  if (!shape) return "shape unknown";
  const made = outputText(output);
  const came = inputs.filter((text) => text !== "–");
  const [input] = came;
  if (type === "conv2d" || type === "conv_transpose2d") {
    return `${shape[0]} filters · ${squareText(fields["kernel_size"])}`;
  }
  if (/^(max|avg)_pool2d$/.test(type)) return `${squareText(fields["kernel_size"])} · ${made}`;
  if (type === "input" || type === "embedding" || input === undefined) return made;
  if (came.every((text) => text === made) && (came.length > 1 || num_params === 0)) return made;
  if (came.length > 1) return `${came.join(" + ")}→${made}`;
  return arrow(input, made);
}

/** The change from one shape to another. An equal number of steps is written only once. */
function arrow(from: string, to: string): string {
  const [steps, features] = to.split(" × ");
  if (features === undefined || !from.startsWith(`${steps} × `)) return `${from}→${to}`;
  return from === to ? to : `${from}→${features}`;
}

function squareText(size: unknown): string {
  return typeof size === "number" ? `${size}×${size}` : "";
}

/** The description of a card for screen readers: `Linear, Tanh, 2 to 8, 24 parameters, no problems`. */
export function cardName(
  titles: readonly string[],
  input: string | undefined,
  output: string,
  num_params: number,
  problems: readonly Problem[],
): string {
  const shapes = input === undefined ? output : `${input} to ${output}`;
  const trouble = problems.map(({ sentence }) => sentence).join(" ");
  return [...titles, shapes, paramsText(num_params), trouble || "no problems"]
    .filter((part) => part !== "")
    .join(", ");
}
