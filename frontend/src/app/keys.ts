/** The keyboard shortcuts of the page, and the text of the sheet that lists them. */

export type KeyName =
  | "toggle"
  | "step batch"
  | "step epoch"
  | "reset"
  | "undo"
  | "redo"
  | "search layers"
  | "sheet"
  | "find"
  | "fork"
  | "slow step"
  | "present";

/** The sheet: what each key does, grouped by where it works. */
export const SHEET: readonly {
  readonly title: string;
  readonly keys: readonly (readonly [keys: string, does: string])[];
}[] = [
  {
    title: "Training",
    keys: [
      ["Space", "play or pause"],
      ["→", "one batch further"],
      ["Shift + →", "one epoch further"],
      ["R", "reset to the same start"],
      ["S", "one step, slowly: ← and → walk through it, Space walks by itself, Esc leaves"],
      ["B", "branch: fork this run with one change"],
    ],
  },
  {
    title: "Page",
    keys: [
      [
        "Ctrl + K",
        "search everything: lessons, layers, data, losses, optimizers, settings, commands",
      ],
      ["?", "this sheet"],
      [
        "Esc",
        "close what is nearest: a menu, a wire in hand, an open layer, the choice; go back from near a card",
      ],
      ["F", "present: network and one view fill the screen"],
    ],
  },
  {
    title: "Presenting",
    keys: [
      ["1 to 9", "another view; the same key again: the view alone"],
      ["0", "the network alone"],
      ["↓, Page Down", "the next step of the text"],
      ["↑, Page Up", "the step before"],
      ["L", "laser pointer"],
      ["B", "blank screen"],
      ["Esc, F", "leave"],
    ],
  },
  {
    title: "Drawing",
    keys: [
      ["/", "search a layer"],
      ["Ctrl + Z", "undo"],
      ["Ctrl + Shift + Z", "redo"],
      ["Tab", "go to the network; then to what is on the card, and its wires"],
      ["Arrows", "go from card to card, and from chip to chip"],
      ["Shift + arrows", "move the chosen layers"],
      ["W", "draw a wire from a card: arrows choose where to, Enter draws it, / offers new layers"],
      ["Space", "choose the card too: Add and Concat join all that are chosen"],
      ["M", "go to the button that mends the problem of a card"],
      ["+ and −", "more or fewer units"],
      ["Enter, double click", "open the chosen layer and see it from near"],
      ["Menu, Shift + F10", "what can be done with a card or wire"],
      ["Delete", "remove what is chosen"],
      ["Ctrl + D", "duplicate"],
      ["Ctrl + C, Ctrl + V", "copy and paste"],
      ["Ctrl + A", "choose everything"],
      ["Ctrl + G", "fold the chosen layers into a block"],
      ["Ctrl + Shift + G", "unfold the chosen block"],
      ["T", "tidy the layout"],
      ["Shift + F", "fit everything in view"],
    ],
  },
];

/** The shortcut of a key press. Null if the key has no meaning here, or if the focused element uses it. */
export function keyNameOf(event: KeyboardEvent): KeyName | null {
  if (event.defaultPrevented || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "k" && (event.ctrlKey || event.metaKey))
    return opensOver(event.target) ? "find" : null;
  // A select takes letters; no choice of the page begins with a slash.
  if (key === "/" && event.target instanceof HTMLSelectElement) return "search layers";
  if (isTyping(event.target)) return null;
  if (event.ctrlKey || event.metaKey) {
    if (key === "z") return event.shiftKey ? "redo" : "undo";
    return key === "y" ? "redo" : null;
  }
  if (key === "?") return "sheet";
  if (key === "/") return "search layers";
  if (key === "r" && !event.shiftKey) return "reset";
  if (key === "b" && !event.shiftKey) return "fork";
  if (key === "s" && !event.shiftKey) return "slow step";
  if (key === "f" && !event.shiftKey) return "present";
  if (usesKeys(event.target)) return null;
  if (key === " ") return "toggle";
  if (key === "arrowright") return event.shiftKey ? "step epoch" : "step batch";
  return null;
}

/** A shortcut of the slow step, while it is on the screen. */
export type WalkKey = "back" | "on" | "play" | "leave";

const WALK_KEYS: Readonly<Record<string, WalkKey>> = {
  ArrowLeft: "back",
  ArrowRight: "on",
  " ": "play",
  Escape: "leave",
};

/**
 * The slow-step shortcut of a key press; null if the key is none. These keys are tried before the page's own, so that
 * an arrow key does not take a real training step.
 */
export function walkKeyOf(event: KeyboardEvent): WalkKey | null {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return null;
  const found = WALK_KEYS[event.key] ?? null;
  if (event.shiftKey || isTyping(event.target)) return null;
  if (found === "play") return usesKeys(event.target) ? null : found;
  const isOwn = event.target instanceof Element && event.target.closest(OWN_ARROWS) !== null;
  return isOwn && found !== "leave" ? null : found;
}

/** Elements in which a person types text. */
const TYPING =
  'input:not([type="range"]):not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"], [role="dialog"]';
/** Elements that use Space and the arrow keys themselves. */
const OWN_KEYS = [
  "button",
  "a",
  "input",
  "summary",
  "[role=slider]",
  "[role=tab]",
  "[role=menu]",
  "[role=listbox]",
  "[role=radio]",
  "[role=button]",
  "[role=checkbox]",
  ".react-flow__node",
  ".react-flow__nodesselection-rect",
].join();

/** Elements that use the arrow keys themselves. */
const OWN_ARROWS = [
  "input",
  "[role=slider]",
  "[role=tab]",
  "[role=menu]",
  "[role=listbox]",
  "[role=radio]",
  ".react-flow__node",
  ".react-flow__nodesselection-rect",
].join();

/** The search opens from everywhere but from a dialog, which must be answered first. */
function opensOver(target: EventTarget | null): boolean {
  return !(target instanceof Element && target.closest('[role="dialog"]') !== null);
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPING) !== null;
}

function usesKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(OWN_KEYS) !== null;
}
