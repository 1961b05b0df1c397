/**
 * The places in each card where the wires of its units end. Cards write them when they are laid out; wires read them.
 */

export interface Anchors {
  /** The height of each unit, in canvas pixels below the top of the card. */
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
