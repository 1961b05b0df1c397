/** Everything the canvas shows of a project and its check, worked out at once. Pure. */
import type {
  CatalogueEntry,
  DataInfo,
  EntryJson,
  Problem,
  ProjectFile,
  Report,
} from "../api/types";
import { wiresInto } from "../store/graph";
import { drawingOf, type Card, type Drawing } from "./cards";
import { lookOf, type Look } from "./look";
import { cardLine, cardName, nodeTitle } from "./words";

/** All a card needs to be drawn; the same object while it says the same. */
export interface CardFace extends Record<string, unknown> {
  readonly card: Card;
  readonly look: Look;
  /** What its nodes are called, in their order. */
  readonly titles: readonly string[];
  readonly group: string;
  /** What it does to shapes, in a line. */
  readonly line: string;
  /** What a screen reader says of it. */
  readonly name: string;
  readonly num_params: number;
  readonly problems: readonly Problem[];
  /** How many inputs can be wired, and whether its output can. */
  readonly num_inputs: number;
  readonly numbered: boolean;
  readonly hasOutput: boolean;
  /** Names of the bars of an answer. */
  readonly classes: readonly string[];
  readonly frozen: boolean;
}

export interface Scene {
  readonly drawing: Drawing;
  readonly faces: ReadonlyMap<string, CardFace>;
  /** The ids of wires that are drawn one per weight. */
  readonly wired: ReadonlySet<string>;
}

export type EntryOf = (type: string) => CatalogueEntry | undefined;

/** The scene of a project; faces of `before` that still say the same are kept. */
export function sceneOf(
  file: ProjectFile,
  report: Report | null,
  entryOf: EntryOf,
  before?: Scene,
): Scene {
  const drawing = drawingOf(file, (type) => entryOf(type)?.elementwise ?? false);
  const faces = new Map<string, CardFace>();
  for (const card of drawing.cards) {
    const face = faceOf(card, file, report, entryOf);
    const old = before?.faces.get(card.id);
    faces.set(card.id, old && JSON.stringify(old) === JSON.stringify(face) ? old : face);
  }
  const wired = drawing.wires.filter(
    ({ source, target }) =>
      isDense(faces.get(target)) && faces.get(source)?.look.ports && faces.get(target)?.look.ports,
  );
  return { drawing, faces, wired: new Set(wired.map(({ id }) => id)) };
}

/** Whether every output of a card's first layer is a weighted sum of all its inputs. */
function isDense(face: CardFace | undefined): boolean {
  const layer = face?.card.nodes[0]?.layer;
  return layer?.type === "linear" || (layer?.type === "output" && layer["head"] !== "none");
}

function faceOf(card: Card, file: ProjectFile, report: Report | null, entryOf: EntryOf): CardFace {
  const ids = card.nodes.map(({ id }) => id);
  const head = card.nodes[0] as Card["nodes"][number];
  const entry = entryOf(head.layer.type);
  const titles = card.nodes.map((node) => nodeTitle(node, entryOf(node.layer.type)));
  const first = report?.nodes[card.id] ?? null;
  const shape = report?.nodes[card.last]?.shape ?? null;
  const num_params = ids.reduce((sum, id) => sum + (report?.nodes[id]?.num_params ?? 0), 0);
  const problems =
    report?.problems.filter(({ node }) => typeof node === "string" && ids.includes(node)) ?? [];
  const look = lookOf({ type: head.layer.type, shape, num_params, ...factsOf(report?.data) });
  const fields = { ...entry?.defaults, ...head.layer };
  return {
    card,
    look,
    titles,
    group: entry?.group ?? "",
    line:
      inputLine(head.layer, entry, report) ??
      cardLine(head.layer.type, fields, first, shape, num_params),
    name: cardName(titles, first, shape, num_params, problems),
    num_params,
    problems,
    ...inputsOf(file, card.id, entry),
    hasOutput: head.layer.type !== "output",
    classes: look.kind === "bars" ? (report?.data?.classes ?? []) : [],
    frozen: card.nodes.some(({ trainable }) => trainable === false) && num_params > 0,
  };
}

/** What an input on the plane gives: `x₁ x₂`. */
function inputLine(
  layer: EntryJson,
  entry: CatalogueEntry | undefined,
  report: Report | null,
): string | null {
  if (layer.type !== "input" || !report?.data?.plane) return null;
  const chosen = layer["features"] ?? entry?.defaults["features"];
  const names = entry?.schema.properties["features"]?.ui?.choices ?? {};
  if (!Array.isArray(chosen)) return null;
  return Object.keys(names)
    .filter((feature) => chosen.includes(feature))
    .map((feature) => names[feature])
    .join("  ");
}

function factsOf(data: DataInfo | null | undefined): { plane: boolean; num_classes: number } {
  return { plane: Boolean(data?.plane), num_classes: data?.classes?.length ?? 0 };
}

/** A layer that joins branches always has one free input more than are wired. */
function inputsOf(
  file: ProjectFile,
  id: string,
  entry: CatalogueEntry | undefined,
): { num_inputs: number; numbered: boolean } {
  const most = entry?.max_inputs ?? 1;
  if (most <= 1) return { num_inputs: most, numbered: false };
  const highest = Math.max(-1, ...wiresInto(file, id).map(({ handle }) => handle ?? 0));
  return { num_inputs: Math.min(most, Math.max(2, highest + 2)), numbered: true };
}
