/** Finds cards on the screen, and moves the keyboard focus to them. */
import { useEditor } from "./state";

/** So long is waited for a new card to be drawn, in milliseconds: a busy machine takes its time. */
const PATIENCE_MS = 5_000;

export function cardElement(id: string): HTMLElement | undefined {
  const cards = document.querySelectorAll<HTMLElement>(".react-flow__node");
  return [...cards].find((card) => card.dataset["id"] === id);
}

/** Counts the requests: only the newest counts. */
let request = 0;

/** Moves the focus to a card, also to one that is drawn later, unless a person moves the focus meanwhile. */
export function focusCard(id: string): void {
  useEditor.setState({ tabStop: id });
  request += 1;
  tryFocus(id, request, document.activeElement, performance.now() + PATIENCE_MS);
}

function tryFocus(id: string, mine: number, before: Element | null, end: number): void {
  const now = document.activeElement;
  const isMoved = now !== before && now !== document.body;
  if (mine !== request || isMoved || performance.now() > end) return;
  const card = cardElement(id);
  if (card && card.style.visibility !== "hidden") card.focus({ preventScroll: true });
  else requestAnimationFrame(() => tryFocus(id, mine, before, end));
}
