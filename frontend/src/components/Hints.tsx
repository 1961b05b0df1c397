/**
 * One tooltip for all marks of the page. A mark says what it means in `data-hint`; this shows it on pointing and on
 * keyboard focus. A tooltip of its own for each mark would cost much on a canvas of two hundred cards.
 */
import { useEffect, useEffectEvent, useId, useState } from "react";
import { createPortal } from "react-dom";

import classes from "./Hints.module.css";

const MARK = "[data-hint]";
/** How long the pointer rests on a mark before it answers, in milliseconds. */
const REST_MS = 350;
/** The widest hint, in CSS pixels. */
const WIDTH = 280;
/** The least space between a hint and the edge of the window, and between a hint and its mark, in CSS pixels. */
const EDGE = 8;
const GAP = 6;

interface Hint {
  readonly mark: Element;
  readonly words: string;
}

export function Hints({ onShown }: { readonly onShown?: () => void }) {
  const [hint, setHint] = useState<Hint | null>(null);
  const id = useId();
  useEffect(() => watchMarks(setHint), []);
  const mark = hint?.mark;
  const shown = useEffectEvent(() => onShown?.());
  useEffect(() => {
    if (mark) shown();
  }, [mark]);
  useEffect(() => {
    const focused = document.activeElement;
    if (!focused || !mark || markAt(focused) !== mark) return;
    const before = focused.getAttribute("aria-describedby");
    focused.setAttribute("aria-describedby", before === null ? id : `${before} ${id}`);
    return () => {
      if (before === null) focused.removeAttribute("aria-describedby");
      else focused.setAttribute("aria-describedby", before);
    };
  }, [id, mark]);
  if (!hint) return null;
  return createPortal(
    <div id={id} role="tooltip" className={classes["hint"]} style={placeOf(hint.mark)}>
      {hint.words}
    </div>,
    document.body,
  );
}

/** Tells which mark is pointed at or has the focus, until the returned function is called. */
function watchMarks(tell: (hint: Hint | null) => void): () => void {
  let shown: Element | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A mark may say something else while it is pointed at: a gradient changes with every step.
  const changes = new MutationObserver(() => tellNow());
  const tellNow = () => {
    const words = shown?.isConnected ? shown.getAttribute("data-hint") : null;
    tell(shown && words ? { mark: shown, words } : null);
  };
  const show = (mark: Element | null, afterMs: number) => {
    if (mark === shown) return;
    shown = mark;
    clearTimeout(timer);
    changes.disconnect();
    tell(null);
    if (!mark) return;
    changes.observe(mark, { attributes: true, attributeFilter: ["data-hint"] });
    timer = setTimeout(tellNow, afterMs);
  };
  const markOf = ({ target }: Event) => (target instanceof Element ? target.closest(MARK) : null);
  const hide = () => show(null, 0);
  const away = new AbortController();
  const on = (type: string, listener: (event: Event) => void) =>
    document.addEventListener(type, listener, { capture: true, signal: away.signal });
  on("pointerover", (event) => show(markOf(event), REST_MS));
  on("focusin", ({ target }) => {
    if (target instanceof Element && target.matches(":focus-visible")) show(markAt(target), 0);
  });
  on("focusout", hide);
  on("pointerdown", hide);
  on("wheel", hide);
  on("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Escape") hide();
  });
  return () => {
    away.abort();
    hide();
  };
}

/** The mark that answers for a focused element: itself, what it lies in, or what it holds (a wire). */
function markAt(focused: Element): Element | null {
  return focused.closest(MARK) ?? focused.querySelector(`:scope > ${MARK}`);
}

/** Below the mark, or above it near the lower edge of the window. */
function placeOf(mark: Element): React.CSSProperties {
  const { left, width, top, bottom } = mark.getBoundingClientRect();
  const middle = left + width / 2;
  const room = Math.min(WIDTH, window.innerWidth - 2 * EDGE) / 2 + EDGE;
  const x = Math.max(room, Math.min(window.innerWidth - room, middle));
  return bottom + 90 < window.innerHeight
    ? { left: x, top: bottom + GAP }
    : { left: x, bottom: window.innerHeight - top + GAP };
}
