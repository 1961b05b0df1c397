/** The number that is being explained: where it is, how it was computed, and the cells that it was computed from. */
import { create } from "zustand";

import { ofKind, type FactsOf, type Reading } from "../api/reading";

/** The first and last index along one axis. A window may reach beyond its input. */
export type Span = readonly [number, number];

/** Some cells of a node's output that are outlined. */
export interface Mark {
  readonly node: string;
  /** `self`: the number itself. `reads`: its inputs. `winner`: the input that is passed on. `field`: all cells that it
   * depends on. */
  readonly kind: "self" | "reads" | "winner" | "field";
  /** One span an axis. */
  readonly box: readonly Span[];
}

/** The number that was picked: of one of the layers in a card, which all have one at that place. */
export interface PickedCell {
  readonly nodes: readonly string[];
  /** The last of them, whose picture the card shows. */
  readonly node: string;
  readonly index: readonly number[];
}

interface CellState {
  readonly cell: PickedCell | null;
  readonly marks: readonly Mark[];
  /** Whether its receptive field is outlined too. */
  readonly isFieldShown: boolean;
}

const NO_MARKS: readonly Mark[] = [];

export const useCell = create<CellState>(() => ({
  cell: null,
  marks: NO_MARKS,
  isFieldShown: false,
}));

export function pickCell(cell: PickedCell | null): void {
  useCell.setState(cell ? { cell } : { cell, marks: NO_MARKS });
}

export function setMarks(marks: readonly Mark[]): void {
  useCell.setState({ marks });
}

export function showField(isFieldShown: boolean): void {
  useCell.setState({ isFieldShown });
}

// ---- pure

/** What the probe `cell` tells of one number: how it came about, and the table of its terms. */
export interface CellFacts extends Readonly<NonNullable<FactsOf<"table">["cell"]>> {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** How many terms there are, listed or not. */
  readonly total: number;
}

/** Raises where the reading works out no number. */
export function cellFacts(reading: Reading): CellFacts {
  const facts = ofKind(reading, "table")?.facts;
  if (!facts?.cell) throw new Error("the answer works out no number; reload the page");
  const { columns = [], rows = [], cell, total } = facts;
  return { ...cell, columns, rows, total: total ?? rows.length };
}

/** Whether a number is a function of one other number. Then that one is explained too. */
export function isOfOne({ reads, inputs, total }: CellFacts): boolean {
  return total === 1 && reads.length === 1 && inputs.length === 1;
}

/** What is outlined for a number, and for those that it was computed from. The number itself comes first in `chain`. */
export function marksOf(chain: readonly CellFacts[]): Mark[] {
  const [first] = chain;
  const last = chain[chain.length - 1];
  if (!first || !last) return [];
  const self: Mark = { node: first.node, kind: "self", box: pointBox(first.index) };
  return [self, ...readMarks(last)];
}

function readMarks({ inputs, reads, window, winner }: CellFacts): Mark[] {
  const boxes = inputs.flatMap((node, handle): Mark[] => {
    const places = reads.filter(([from]) => from === handle).map(([, ...place]) => place);
    const box = hull(places);
    return box ? [{ node, kind: "reads", box: widened(box, window) }] : [];
  });
  const won = winner === null ? undefined : reads[winner];
  const node = won && inputs[won[0] ?? 0];
  if (!won || node === undefined || reads.length < 2) return boxes;
  return [...boxes, { node, kind: "winner", box: pointBox(won.slice(1)) }];
}

/** The receptive field as blocks, one for each node between the input and the number. */
export function fieldMarks(reading: Reading): Mark[] {
  const field = ofKind(reading, "images")?.facts.field;
  if (!field) return [];
  return Object.entries(field.boxes)
    .filter(([node]) => node !== field.node)
    .map(([node, box]) => ({ node, kind: "field", box }));
}

/** The block extended by the cells of a window that lie outside the input. */
function widened(box: readonly Span[], window: CellFacts["window"]): readonly Span[] {
  if (!window) return box;
  const skipped = box.length === 3 ? 1 : 0;
  return box.map((span, axis): Span => {
    const places = window[axis - skipped];
    return places ? [places[0] ?? span[0], places[places.length - 1] ?? span[1]] : span;
  });
}

function pointBox(index: readonly number[]): Span[] {
  return index.map((at): Span => [at, at]);
}

function hull(places: readonly (readonly number[])[]): Span[] | null {
  const [first] = places;
  if (!first) return null;
  return first.map((_, axis): Span => {
    const along = places.map((place) => place[axis] ?? 0);
    return [Math.min(...along), Math.max(...along)];
  });
}
