/** The words on cards and wires: shapes, counts, names for screen readers. Pure. */
import type { CatalogueEntry, NodeFile, NodeReport, Problem } from "../api/types";

/** `8×16×16`, `64`; a dash while unknown. */
export function shapeText(shape: readonly number[] | null | undefined): string {
  return shape ? shape.join("×") : "–";
}

/** `1 parameter`, `1,234 parameters`; nothing while unknown. */
export function paramsText(count: number | null | undefined): string {
  if (count === null || count === undefined) return "";
  return `${count.toLocaleString("en-US")} parameter${count === 1 ? "" : "s"}`;
}

/** A count in at most five characters, for cards: `72`, `1,234`, `56.3k`, `2.1M`. */
export function shortCount(count: number): string {
  if (count < 10_000) return count.toLocaleString("en-US");
  return count < 1e6 ? `${trimmed(count / 1e3)}k` : `${trimmed(count / 1e6)}M`;
}

function trimmed(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

/** A number as it was measured, with the digits that mean something. */
export function exactText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return value.toExponential(5).replace("-", "−");
  return value.toPrecision(6).replace("-", "−");
}

/** What a node is called: by the person, else by its layer. */
export function nodeTitle(node: NodeFile, entry: CatalogueEntry | undefined): string {
  return node.name || entry?.title || node.layer.type;
}

/** `2→8`, `8 filters · 3×3`, `×2 · 4×4`: what a card does to shapes. */
export function cardLine(
  type: string,
  fields: Readonly<Record<string, unknown>>,
  first: NodeReport | null,
  shape: readonly number[] | null,
  num_params: number,
): string {
  if (!shape) return "shape unknown";
  const inputs = first?.input_shapes?.filter((came) => came !== null) ?? [];
  const input = inputs[0];
  if (inputs.length > 1) return `${inputs.map(shapeText).join("+")}→${shapeText(shape)}`;
  if (type === "conv2d") return `${shape[0]} filters · ${squareText(fields["kernel_size"])}`;
  if (type.endsWith("pool2d")) return `${squareText(fields["kernel_size"])} · ${shapeText(shape)}`;
  if (type === "input" || !input) return shapeText(shape);
  if (num_params === 0 && shapeText(input) === shapeText(shape)) return shapeText(shape);
  return `${shapeText(input)}→${shapeText(shape)}`;
}

function squareText(size: unknown): string {
  return typeof size === "number" ? `${size}×${size}` : "";
}

/** What a screen reader says of a card: `Linear, Tanh, 2 to 8, 24 parameters, no problems`. */
export function cardName(
  titles: readonly string[],
  first: NodeReport | null,
  shape: readonly number[] | null,
  num_params: number,
  problems: readonly Problem[],
): string {
  const into = first?.input_shapes?.[0];
  const shapes = into ? `${shapeText(into)} to ${shapeText(shape)}` : shapeText(shape);
  const trouble = problems.map(({ sentence }) => sentence).join(" ");
  return [...titles, shapes, paramsText(num_params), trouble || "no problems"]
    .filter((part) => part !== "")
    .join(", ");
}
