/** Which rows of a long list are in sight, so that only those are drawn. All rows are equally high. */
import { useEffectEvent, useLayoutEffect, useState, type RefObject } from "react";

/** Rows that are drawn above and below those in sight. */
const SPARE = 8;
/** Until the height of the list is known. */
const FIRST_HEIGHT = 640;

export interface RowWindow {
  readonly onScroll: () => void;
  /** The first row that is drawn, and the first after it that is not. */
  readonly first: number;
  readonly end: number;
  /** Brings a row into sight. */
  readonly show: (row: number) => void;
  /** How many rows are in sight. */
  readonly page: number;
}

/** `box` scrolls. `head` is the height of what stays above the rows, in pixels. */
export function useRowWindow(
  box: RefObject<HTMLDivElement | null>,
  count: number,
  rowHeight: number,
  head: number,
): RowWindow {
  const [{ top, height }, setSight] = useState({ top: 0, height: FIRST_HEIGHT });
  const measure = () => {
    const { scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    setSight((before) => {
      const now = { top: scrollTop, height: clientHeight || FIRST_HEIGHT };
      return before.top === now.top && before.height === now.height ? before : now;
    });
  };
  const resized = useEffectEvent(measure);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    // It tells the size at once, too.
    const observer = new ResizeObserver(() => resized());
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  const page = Math.max(1, Math.floor((height - head) / rowHeight));
  const inSight = Math.min(Math.floor(top / rowHeight), Math.max(0, count - page));
  const show = (row: number) => {
    const element = box.current;
    if (!element) return;
    const above = row * rowHeight;
    const below = above + rowHeight + head - height;
    if (element.scrollTop > above) scrollTo(element, above);
    else if (element.scrollTop < below) scrollTo(element, below);
    measure();
  };
  return {
    onScroll: measure,
    first: Math.max(0, inSight - SPARE),
    end: Math.min(count, inSight + page + 1 + SPARE),
    show,
    page,
  };
}

function scrollTo(element: HTMLElement, top: number): void {
  element.scrollTop = top;
}
