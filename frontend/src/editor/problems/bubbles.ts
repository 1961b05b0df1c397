/** Computes the places of bubbles with problems: near their cards and without overlap. Pure. */
import { meet, type ScreenBox } from "../scene/viewport";

/** A bubble that needs a place beside its card, in pixels of the visible canvas. */
export interface Bubble {
  readonly id: string;
  readonly card: ScreenBox;
  readonly width: number;
  readonly height: number;
  /** Its last place, relative to the card's corner. It stays there if it can. */
  readonly before?: Point | undefined;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const GAP = 8;
/** The least distance to the edge of the canvas, because the handles of the side panels are there. */
const INSET = 18;
/** The cost of one covered pixel of a card, in pixels of distance. */
const COVERED = 0.03;
/** The cost of each pixel that a bubble is left or right of its card's middle, in pixels of distance. */
const ASIDE = 0.3;
/** A bubble with a greater cost than this is left out. The list of problems contains its sentence. */
const UNSAID = 400;
/** A bubble leaves its last place only if another place costs less by more than this. */
const LOYALTY = 12;

/**
 * The top left corner of every bubble that has room. A bubble never covers `taken`, and covers cards as little as
 * possible. A card outside the view has no bubble.
 */
export function laidOut(
  bubbles: readonly Bubble[],
  pane: ScreenBox,
  taken: readonly ScreenBox[],
  cards: readonly ScreenBox[],
): Map<string, Point> {
  const seen = bubbles.filter(({ card }) => meet(card, pane));
  // The first bubble gets the best place. In a full row the reverse order can be better, so both are tried.
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

/**
 * Possible places of a bubble: beside its card or beside an obstacle, moved into view. Places below the card come
 * first.
 */
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

/** The horizontal distance from the middle of a card to its bubble. */
function apart(box: ScreenBox, card: ScreenBox): number {
  const middle = (card.left + card.right) / 2;
  return Math.max(0, box.left - middle, middle - box.right);
}

/** The shortest line between two boxes. It is horizontal or vertical if their sides overlap. */
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

/** The distance between two boxes; 0 if they touch. */
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
