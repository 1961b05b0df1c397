/** Links over the page, seen when they have the focus, that lead past the panels. */
import classes from "./SkipLinks.module.css";

/** What each link leads to: the first of these elements that is there. */
const PLACES: readonly (readonly [name: string, selectors: readonly string[]])[] = [
  ["Skip to the network", ['.react-flow__node[tabindex="0"]', "main"]],
  ["Skip to layers, data and lessons", ['nav [role="tab"][aria-selected="true"]']],
  ["Skip to output and settings", ["main + aside"]],
];

export function SkipLinks() {
  return (
    <div className={classes["skip"]} role="group" aria-label="Skip">
      {PLACES.map(([name, selectors]) => (
        <button key={name} type="button" onClick={() => focusFirst(selectors)}>
          {name}
        </button>
      ))}
    </div>
  );
}

function focusFirst(selectors: readonly string[]): void {
  const found = selectors.map((selector) => document.querySelector<HTMLElement>(selector));
  const place = found.find((element) => element !== null);
  if (!place) return;
  // A region by itself takes no focus.
  if (place.tabIndex < 0 && !place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus();
}
