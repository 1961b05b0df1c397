/** The keys of the presenting mode. The keys of presenters (clickers) are Page Up and Page Down, and full stop or B. */
import { isTyping } from "../keys";

export type PresentKey =
  | { readonly does: "view"; readonly at: number }
  | { readonly does: "network" | "next" | "back" | "blank" | "laser" | "leave" };

const KEYS: Readonly<Record<string, Exclude<PresentKey["does"], "view">>> = {
  "0": "network",
  arrowdown: "next",
  pagedown: "next",
  arrowup: "back",
  pageup: "back",
  b: "blank",
  ".": "blank",
  l: "laser",
  f: "leave",
  escape: "leave",
};
/** Elements that use the keys up and down themselves. */
const OWN_ARROWS =
  "input, [role=slider], [role=tab], [role=menu], [role=listbox], [role=radio], .react-flow__node";

/** What a key does while a person presents; null if it has no meaning of its own then. */
export function presentKeyOf(event: KeyboardEvent): PresentKey | null {
  const { altKey, ctrlKey, metaKey, shiftKey, target } = event;
  if (event.defaultPrevented || altKey || ctrlKey || metaKey || shiftKey || isTyping(target))
    return null;
  if (/^[1-9]$/.test(event.key)) return { does: "view", at: Number(event.key) - 1 };
  const does = KEYS[event.key.toLowerCase()];
  if (does === undefined) return null;
  const isArrow = event.key.startsWith("Arrow");
  if (isArrow && target instanceof Element && target.closest(OWN_ARROWS)) return null;
  return { does };
}
