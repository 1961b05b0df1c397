/** Computes everything that the canvas shows, from a project and the answer of its check. Pure. */
import type { CatalogueEntry, EntryJson, Problem, ProjectFile, Report } from "../../api/types";
import { wiresInto } from "../../project/graph";
import { drawingOf, type Card, type Drawing } from "./cards";
import { pictureOf } from "../cards/kinds";
import type { CardPicture, OfNodes } from "../cards/picture";
import type { Subject } from "../cards/subject";
import { blockTitle } from "./blockCards";
import { inputNames, networksOf, type NetworkName, type Networks } from "./networks";
import { cardLine, cardName, inputTexts, nodeTitle, outputText } from "./words";

/** Everything that is needed to draw a card. The object stays the same until its contents change. */
export interface CardFace extends Record<string, unknown> {
  readonly card: Card;
  readonly picture: CardPicture;
  /** The nodes whose numbers the picture shows: the card's own; in a block, those of its last layer. */
  readonly pictured: OfNodes;
  /** The titles of the card's nodes, in order. */
  readonly titles: readonly string[];
  readonly group: string;
  /** The change of shape, in one line. */
  readonly line: string;
  /** The description of the card for screen readers. */
  readonly name: string;
  readonly num_params: number;
  readonly problems: readonly Problem[];
  /** The number of inputs that can be wired. `hasOutput` says whether the output can be wired. */
  readonly num_inputs: number;
  /** The names or numbers beside the inputs; empty if there is only one input. */
  readonly inputs: readonly string[];
  readonly hasOutput: boolean;
  readonly frozen: boolean;
  /** Whether the weights that the layer was to start from were used; null if there are none. */
  readonly start: "taken" | "does not fit" | null;
  /** The network of the card in a pair of networks; null if it belongs to neither. */
  readonly network: NetworkName | null;
}

export interface Scene {
  readonly drawing: Drawing;
  readonly faces: ReadonlyMap<string, CardFace>;
  /** The ids of wires that are drawn one per weight. */
  readonly wired: ReadonlySet<string>;
  /** The length of the longest text on a wire or beside an input, in letters. */
  readonly letters: number;
}

export type EntryOf = (type: string) => CatalogueEntry | undefined;

/** The scene of a project. Faces of `before` that have not changed are reused. */
export function sceneOf(
  file: ProjectFile,
  report: Report | null,
  entryOf: EntryOf,
  before?: Scene,
): Scene {
  const isElementwise = (type: string) => entryOf(type)?.elementwise ?? false;
  const drawing = drawingOf(file, isElementwise);
  const isFolded = drawing.cards.some(({ block }) => block);
  const unfolded = isFolded ? drawingOf({ ...file, blocks: [] }, isElementwise) : drawing;
  const faces = new Map<string, CardFace>();
  const networks = networksOf(file);
  for (const card of drawing.cards) {
    const shown = shownOf(card, unfolded);
    const layer = faceOf(shown, file, report, entryOf, networks);
    const face = card.block ? blockFace(card, layer, file, report) : layer;
    const old = before?.faces.get(card.id);
    faces.set(card.id, old && JSON.stringify(old) === JSON.stringify(face) ? old : face);
  }
  const wired = drawing.wires.filter(
    ({ source, target }) =>
      isDense(faces.get(target)) &&
      faces.get(source)?.picture.ports &&
      faces.get(target)?.picture.ports,
  );
  const words = [
    ...drawing.wires.map(({ edge }) => outputText(report?.nodes[edge.source])),
    ...[...faces.values()].flatMap(({ inputs }) => inputs),
  ];
  return {
    drawing,
    faces,
    wired: new Set(wired.map(({ id }) => id)),
    letters: Math.max(0, ...words.map(({ length }) => length)),
  };
}

/** The card of a layer whose picture a card shows: itself; for a block, that of its last layer. */
function shownOf(card: Card, unfolded: Drawing): Card {
  if (!card.block) return card;
  const host = unfolded.cardOf.get(card.last) ?? card.last;
  const own = new Set(card.nodes.map(({ id }) => id));
  const nodes = unfolded.cards.find(({ id }) => id === host)?.nodes.filter(({ id }) => own.has(id));
  const [first] = nodes ?? [];
  return first && nodes ? { id: first.id, nodes, last: card.last } : card;
}

/** The face of a block. Its picture is that of its last layer. */
function blockFace(
  card: Card,
  shown: CardFace,
  file: ProjectFile,
  report: Report | null,
): CardFace {
  const ids = card.nodes.map(({ id }) => id);
  const reports = ids.map((id) => report?.nodes[id]);
  const num_params = reports.reduce((sum, node) => sum + (node?.num_params ?? 0), 0);
  const problems = problemsOf(ids, report);
  const title = blockTitle(card.block ?? { name: "", times: 1 });
  const made = outputText(report?.nodes[card.last]);
  const [came] = inputTexts(card.id, file.network.edges, report);
  const numLayers = `${ids.length} layer${ids.length === 1 ? "" : "s"}`;
  const isFed = (card.block?.ends.length ?? 0) > 0 || shown.num_inputs > 0;
  return {
    ...shown,
    card,
    picture: { ...shown.picture, ports: null },
    titles: [title],
    group: "",
    line: `${numLayers} · ${made}`,
    name: `Block ${cardName([title, numLayers], came, made, num_params, problems)}`,
    num_params,
    problems,
    num_inputs: Math.max(isFed ? 1 : 0, card.block?.ends.length ?? 0),
    inputs: [],
    frozen: card.nodes.every(({ trainable }) => trainable === false) && num_params > 0,
    start: reports.find((node) => node?.start)?.start ?? null,
  };
}

function problemsOf(ids: readonly string[], report: Report | null): readonly Problem[] {
  return (
    report?.problems.filter(({ node }) => typeof node === "string" && ids.includes(node)) ?? []
  );
}

/** Whether each output of the card's first layer is a weighted sum of all its inputs. */
function isDense(face: CardFace | undefined): boolean {
  if (face?.card.block) return false;
  const layer = face?.card.nodes[0]?.layer;
  return layer?.type === "linear" || (layer?.type === "output" && layer["head"] !== "none");
}

function faceOf(
  card: Card,
  file: ProjectFile,
  report: Report | null,
  entryOf: EntryOf,
  networks: Networks | null,
): CardFace {
  const ids = card.nodes.map(({ id }) => id);
  const head = card.nodes[0] as Card["nodes"][number];
  const entry = entryOf(head.layer.type);
  const titles = card.nodes.map((node) => nodeTitle(node, entryOf(node.layer.type)));
  const last = report?.nodes[card.last] ?? null;
  const num_params = ids.reduce((sum, id) => sum + (report?.nodes[id]?.num_params ?? 0), 0);
  const problems = problemsOf(ids, report);
  const fields = { ...entry?.defaults, ...head.layer };
  const facts = factsOf(file, report);
  const picture = pictureOf({
    ...facts,
    type: head.layer.type,
    fields,
    shape: last?.shape ?? null,
    input: report?.nodes[card.id]?.input_shapes?.[0] ?? null,
    isTokens: typeof last?.vocab === "number",
    num_params,
    ...placeOf(card, networks, facts.plane, file),
  });
  const came = inputTexts(card.id, file.network.edges, report);
  const started = ids.map((id) => report?.nodes[id]?.start ?? null);
  return {
    card,
    picture,
    pictured: { card: card.id, last: card.last },
    titles,
    group: entry?.group ?? "",
    line:
      inputLine(head.layer, entry, report) ??
      cardLine(head.layer.type, fields, came, last, num_params),
    name: cardName(titles, came[0], outputText(last), num_params, problems),
    num_params,
    problems,
    ...inputsOf(file, card.id, head.layer.type, entry),
    hasOutput: head.layer.type !== "output",
    frozen: card.nodes.some(({ trainable }) => trainable === false) && num_params > 0,
    start: started.find((start) => start !== null) ?? null,
    network: networks?.of.get(card.id) ?? null,
  };
}

/**
 * The place of a card in a pair of networks. In a generator, outputs are drawn over a plane only if the noise has two
 * features.
 */
function placeOf(
  { id, last, nodes }: Card,
  networks: Networks | null,
  plane: boolean,
  file: ProjectFile,
): Pick<Subject, "place" | "plane"> {
  if (!networks) return { place: "other", plane };
  if (nodes.some((node) => node.id === networks.switch)) return { place: "switch", plane };
  if (networks.of.get(id) !== "generator") return { place: "other", plane };
  const noise = file.network.nodes.find(({ layer }) => layer.type === "noise")?.layer["features"];
  const isPlane = plane && (noise === undefined || noise === 2);
  return { place: last === networks.generated ? "generated" : "generator", plane: isPlane };
}

/** The features of an input on the plane as text, such as `x₁ x₂`. */
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

function factsOf(
  file: ProjectFile,
  report: Report | null,
): Pick<Subject, "plane" | "classes" | "features" | "vocab" | "asks"> {
  const data = report?.data;
  const task = taskOf(file, report);
  return {
    plane: Boolean(data?.plane),
    classes: task === "classification" ? (data?.classes ?? []) : [],
    features: data?.features ?? [],
    vocab: data?.vocab ?? [],
    asks:
      task === "language_modelling"
        ? "expected"
        : task === "masked_language_modelling"
          ? "hidden"
          : "other",
  };
}

/** The task of the network: from the file, otherwise the default of the check. */
function taskOf({ training }: ProjectFile, report: Report | null): string {
  if (training.task) return training.task.type;
  const usual: unknown = report?.defaults["task"];
  const type: unknown = usual && typeof usual === "object" && "type" in usual ? usual.type : null;
  return typeof type === "string" ? type : "classification";
}

/**
 * The inputs of a layer. A layer that joins branches has one more input than is wired, up to its maximum, unless its
 * inputs have names.
 */
function inputsOf(
  file: ProjectFile,
  id: string,
  type: string,
  entry: CatalogueEntry | undefined,
): { num_inputs: number; inputs: readonly string[] } {
  const most = entry?.max_inputs ?? 1;
  if (most <= 1) return { num_inputs: most, inputs: [] };
  const named = inputNames(type);
  if (named.length > 0) return { num_inputs: most, inputs: named };
  const highest = Math.max(-1, ...wiresInto(file, id).map(({ handle }) => handle ?? 0));
  const num_inputs = Math.min(most, Math.max(2, highest + 2));
  return { num_inputs, inputs: Array.from({ length: num_inputs }, (_, at) => String(at)) };
}
