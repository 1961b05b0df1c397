/** Finds parts of a network that repeat one after the other, such as eight blocks of a transformer. Pure. */
import type { BlockFile, EdgeFile, NodeFile, ProjectFile } from "../api/types";
import { fingerprint } from "./fingerprint";
import { branchByBranch } from "./order";

/** Parts that follow one another, each with the same layers and the same wires. */
export interface Repeat {
  readonly parts: readonly (readonly string[])[];
}

type Network = ProjectFile["network"];

/** Fewer nodes than this are read at a glance without being folded. */
const FEWEST_NODES = 6;
/** A part of fewer nodes must repeat more often. */
const LONG_PART = 4;
const FEWEST_SHORT_PARTS = 3;

/** All repeats of a network, without overlaps. `mayBegin` says whether a part may begin with a node. */
export function repeatsOf(
  network: Network,
  mayBegin: (node: NodeFile) => boolean = () => true,
): readonly Repeat[] {
  const order = branchByBranch(network);
  const words = signatures(order, network.edges);
  const starts = order.map(mayBegin);
  const found: Repeat[] = [];
  const free: [number, number][] = [[0, order.length]];
  for (let span = free.pop(); span; span = free.pop()) {
    const best = bestRun(words, starts, span);
    if (!best) continue;
    const { from, period, count } = best;
    const parts = Array.from({ length: count }, (_, part) =>
      order.slice(from + part * period, from + (part + 1) * period).map(({ id }) => id),
    );
    found.push({ parts });
    free.push([span[0], from], [from + count * period, span[1]]);
  }
  return found.sort((a, b) => at(order, a) - at(order, b));
}

function at(order: readonly NodeFile[], { parts }: Repeat): number {
  return order.findIndex(({ id }) => id === parts[0]?.[0]);
}

/** Each node as text: its layer, and how far before it its inputs stand. */
function signatures(order: readonly NodeFile[], edges: readonly EdgeFile[]): string[] {
  const place = new Map(order.map(({ id }, index) => [id, index]));
  const into = new Map<string, [number, number][]>();
  for (const { source, target, handle } of edges) {
    const [from, to] = [place.get(source), place.get(target)];
    if (from === undefined || to === undefined) continue;
    into.set(target, [...(into.get(target) ?? []), [handle ?? 0, to - from]]);
  }
  return order.map(({ id, layer, trainable }) =>
    fingerprint([layer, trainable !== false, (into.get(id) ?? []).sort(([a], [b]) => a - b)]),
  );
}

interface Run {
  readonly from: number;
  readonly period: number;
  readonly count: number;
}

/** The run that covers most nodes; of equal ones that with the shortest part. */
function bestRun(
  words: readonly string[],
  starts: readonly boolean[],
  [begin, end]: readonly [number, number],
): Run | null {
  let best: Run | null = null;
  for (let period = 1; period <= (end - begin) / 2; period += 1) {
    let from = begin;
    for (let index = begin; index <= end - period; index += 1) {
      if (index < end - period && words[index] === words[index + period]) continue;
      const run = runIn(starts, from, index + period, period);
      if (run && run.count * run.period > (best ? best.count * best.period : 0)) best = run;
      from = index + 1;
    }
  }
  return best;
}

/** The run in nodes that repeat after `period`, from the first node that may begin a part. */
function runIn(starts: readonly boolean[], from: number, end: number, period: number): Run | null {
  let first = from;
  while (first < from + period && !starts[first]) first += 1;
  const count = Math.floor((end - first) / period);
  const least = period >= LONG_PART ? 2 : FEWEST_SHORT_PARTS;
  const isWorth = starts[first] && count >= least && count * period >= FEWEST_NODES;
  return isWorth ? { from: first, period, count } : null;
}

/** How often the same part repeats in these nodes; 1 if they are no repeat. */
export function timesIn(network: Network, ids: readonly string[]): number {
  const own = new Set(ids);
  const order = branchByBranch({
    nodes: network.nodes.filter(({ id }) => own.has(id)),
    edges: network.edges.filter(({ source, target }) => own.has(source) && own.has(target)),
  });
  for (let period = 1; period <= order.length / 2; period += 1) {
    if (order.length % period === 0 && isRepeat(order, network.edges, period)) {
      return order.length / period;
    }
  }
  return 1;
}

/** Whether nodes are parts of this length that are all alike. Only what feeds the first part may differ. */
function isRepeat(order: readonly NodeFile[], edges: readonly EdgeFile[], period: number): boolean {
  const words = signatures(order, edges);
  const within = order.flatMap((_, at) =>
    at % period === 0 ? signatures(order.slice(at, at + period), edges) : [],
  );
  return order.every(
    (_, at) =>
      (at < period || within[at] === within[at - period]) &&
      (at < 2 * period || words[at] === words[at - period]),
  );
}

/** The blocks for a repeat: one of all parts, and one inside it for each part of several cards. */
export function blocksFor(
  { parts }: Repeat,
  name: string,
  numCards: (ids: readonly string[]) => number,
): readonly BlockFile[] {
  const all = { name, nodes: parts.flat(), folded: true };
  const isOneCard = parts.every((part) => numCards(part) <= 1);
  return isOneCard
    ? [all]
    : [all, ...parts.map((part) => ({ name, nodes: [...part], folded: true }))];
}

type TitleOf = (node: NodeFile) => string;

/** A name for a part, from what is in it. */
export function nameFor(network: Network, ids: readonly string[], titleOf: TitleOf): string {
  const nodes = network.nodes.filter(({ id }) => ids.includes(id));
  const has = (types: RegExp) => nodes.some(({ layer }) => types.test(layer.type));
  if (has(/attention|transformer/)) return "Transformer block";
  if (has(/^add$/)) return "Residual block";
  if (has(/^conv/)) return "Convolution block";
  if (has(/^(lstm|gru|rnn)/)) return "Recurrent block";
  const titles = [...new Set(nodes.map(titleOf))];
  return titles.length <= 2 ? titles.join(" + ") : "Block";
}
