/** Where the words on troubled cards stand, so that each can be read: beside its card, over no other words. Pure. */
import { meet, type ScreenBox } from "../scene/viewport";

/** What is to be laid beside a card; all in pixels of the canvas as it is seen. */
export interface Bubble {
  readonly id: string;
  readonly card: ScreenBox;
  readonly width: number;
  readonly height: number;
  /** Where it stood last, from the card's corner: it stays there while it can. */
  readonly before?: Point | undefined;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const GAP = 8;
/** From the edge of the canvas, where the side panels have their handles. */
const INSET = 18;
/** What it costs to cover other cards, in pixels of distance for each pixel covered. */
const COVERED = 0.03;
/** What it costs not to stand over or under the card's middle, for each pixel to it. */
const ASIDE = 0.3;
/** Words that go further than this are left out: the list of problems has them. */
const UNSAID = 400;
/** How much nearer another place must be for words to leave theirs. */
const LOYALTY = 12;

/**
 * A corner for every bubble that finds room. What is `taken` is never covered, other cards as little as possible. Cards
 * out of sight have no words.
 */
export function laidOut(
  bubbles: readonly Bubble[],
  pane: ScreenBox,
  taken: readonly ScreenBox[],
  cards: readonly ScreenBox[],
): Map<string, Point> {
  const seen = bubbles.filter(({ card }) => meet(card, pane));
  // Whoever comes first has the best place; in a full row it is better to begin at its other end.
  const [first, second] = [seen, seen.toReversed()].map((order) =>
    inOrder(order, pane, taken, cards),
  ) as [Laid, Laid];
  return second.cost < first.cost ? second.places : first.places;
}

interface Laid {
  readonly places: Map<string, Point>;
  readonly cost: number;
}

function inOrder(
  bubbles: readonly Bubble[],
  pane: ScreenBox,
  taken: readonly ScreenBox[],
  cards: readonly ScreenBox[],
): Laid {
  const places = new Map<string, Point>();
  const full = [...taken];
  let sum = 0;
  for (const bubble of bubbles) {
    const { place, cost } = bestPlace(bubble, pane, full, cards);
    sum += cost;
    if (!place) continue;
    places.set(bubble.id, place);
    full.push(boxAt(bubble, place));
  }
  return { places, cost: sum };
}

function bestPlace(
  bubble: Bubble,
  pane: ScreenBox,
  full: readonly ScreenBox[],
  cards: readonly ScreenBox[],
): { readonly place: Point | null; readonly cost: number } {
  let [best, least] = [null as Point | null, UNSAID];
  for (const place of candidates(bubble, pane, full)) {
    const box = boxAt(bubble, place);
    if (full.some((other) => meet(box, other))) continue;
    const cost = costOf(bubble, place, cards);
    if (cost < least) [best, least] = [place, cost];
  }
  return { place: best, cost: least };
}

/** Places that touch the card or what stands in the way, moved into sight; below the card first. */
function* candidates(
  { card, width, height, before }: Bubble,
  pane: ScreenBox,
  full: readonly ScreenBox[],
): Generator<Point> {
  const [right, bottom] = [pane.right - INSET - width, pane.bottom - INSET - height];
  const inside = ({ x, y }: Point): Point => ({
    x: Math.max(pane.left + INSET, Math.min(right, x)),
    y: Math.max(pane.top + INSET, Math.min(bottom, y)),
  });
  const around = [card, ...full];
  const xs = around.flatMap((box) => [box.right + GAP, box.left - GAP - width]);
  const ys = around.flatMap((box) => [box.bottom + GAP, box.top - GAP - height]);
  if (before) yield inside({ x: card.left + before.x, y: card.top + before.y });
  for (const y of [...ys, card.top]) {
    for (const x of [card.left, card.right - width, ...xs]) yield inside({ x, y });
  }
}

function costOf(bubble: Bubble, place: Point, cards: readonly ScreenBox[]): number {
  const { card, before } = bubble;
  const box = boxAt(bubble, place);
  const stays =
    before && Math.hypot(card.left + before.x - place.x, card.top + before.y - place.y) < 1;
  const covered = cards.reduce((sum, other) => sum + shared(box, other), 0);
  const far = distance(box, card) + ASIDE * apart(box, card);
  const below = box.top >= card.bottom ? 0 : GAP;
  return far + below + COVERED * (covered + 2 * shared(box, card)) - (stays ? LOYALTY : 0);
}

/** How far a card's middle is left or right of its words. */
function apart(box: ScreenBox, card: ScreenBox): number {
  const middle = (card.left + card.right) / 2;
  return Math.max(0, box.left - middle, middle - box.right);
}

/** A line between two boxes, where they are nearest: straight where they lie over or beside one another. */
export function between(a: ScreenBox, b: ScreenBox): readonly [Point, Point] {
  const [x1, x2] = nearest([a.left, a.right], [b.left, b.right]);
  const [y1, y2] = nearest([a.top, a.bottom], [b.top, b.bottom]);
  return [
    { x: x1, y: y1 },
    { x: x2, y: y2 },
  ];
}

type Range = readonly [number, number];

function nearest(a: Range, b: Range): Range {
  const [low, high] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
  if (low <= high) return [(low + high) / 2, (low + high) / 2];
  return a[1] < b[0] ? [a[1], b[0]] : [a[0], b[1]];
}

export function boxAt({ width, height }: Bubble, { x, y }: Point): ScreenBox {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

/** Between two boxes, 0 where they touch. */
function distance(a: ScreenBox, b: ScreenBox): number {
  const across = Math.max(0, a.left - b.right, b.left - a.right);
  const down = Math.max(0, a.top - b.bottom, b.top - a.bottom);
  return Math.hypot(across, down);
}

function shared(a: ScreenBox, b: ScreenBox): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return Math.max(0, across) * Math.max(0, down);
}
