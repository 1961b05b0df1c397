/** Leads a person to a control of the page that may not be there yet: unfolds what is around it and focuses it. */

/** A panel that was just opened is loaded first; later than this, something else is wrong. */
const LONGEST_MS = 5_000;

const CONTROLS =
  "input:not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not(:disabled)";

/**
 * Focuses the first of these elements that is on the page, as soon as one is. Returns false if none came: then the page
 * does not show it.
 */
export function reach(ids: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      const found = ids
        .map((id) => document.getElementById(id))
        .find((element) => element !== null);
      if (!found) return false;
      focusIn(found);
      return true;
    };
    if (look()) return resolve(true);
    const end = (isFound: boolean) => {
      observer.disconnect();
      clearTimeout(late);
      resolve(isFound);
    };
    const observer = new MutationObserver(() => {
      if (look()) end(true);
    });
    const late = setTimeout(() => end(false), LONGEST_MS);
    observer.observe(document.body, { childList: true, subtree: true });
  });
}

/** Unfolds what the element is in, and focuses it, or the first control of a part that folds. */
function focusIn(element: HTMLElement): void {
  for (
    let part = element.closest("details");
    part;
    part = part.parentElement?.closest("details") ?? null
  )
    part.open = true;
  const isPart = element.tagName === "DETAILS";
  const inside = isPart ? element.querySelector<HTMLElement>(CONTROLS) : null;
  const target = inside ?? (isPart ? element.querySelector("summary") : element) ?? element;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}
