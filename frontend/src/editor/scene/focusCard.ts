/** Finds cards on the screen, and moves the keyboard focus to them. */
import { useEditor } from "./state";

/** A new card is drawn within so many frames. */
const FRAMES = 20;

export function cardElement(id: string): HTMLElement | undefined {
  const cards = document.querySelectorAll<HTMLElement>(".react-flow__node");
  return [...cards].find((card) => card.dataset["id"] === id);
}

/** Moves the focus to a card, also to one that is drawn with one of the next frames. */
export function focusCard(id: string): void {
  useEditor.setState({ tabStop: id });
  tryFocus(id, FRAMES);
}

function tryFocus(id: string, frames: number): void {
  const card = cardElement(id);
  if (card && card.style.visibility !== "hidden") card.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => tryFocus(id, frames - 1));
}
