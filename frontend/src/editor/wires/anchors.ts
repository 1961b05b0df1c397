/** Where in each card the units' wires end; written by the cards when they are laid out, read by the wires. */

export interface Anchors {
  /** Of each unit, in canvas pixels below the card's upper rim. */
  readonly ports: readonly number[];
}

const byCard = new Map<string, Anchors>();
const listeners = new Set<() => void>();

export function setAnchors(card: string, anchors: Anchors): () => void {
  byCard.set(card, anchors);
  for (const listener of listeners) listener();
  return () => {
    if (byCard.get(card) === anchors) byCard.delete(card);
  };
}

export function anchorsOf(card: string): Anchors | undefined {
  return byCard.get(card);
}

export function onAnchors(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
