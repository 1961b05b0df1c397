/** A select that puts another layer of the same sort in the place of a layer. */
import { IconSelector } from "@tabler/icons-react";

import { standIns } from "../../project/swap";
import { useCatalogue } from "../../store/catalogue";
import { swapLayer } from "./addLayer";
import classes from "./Swap.module.css";

interface SwapProps {
  readonly id: string;
  readonly type: string | undefined;
  /** What people call the layer. */
  readonly title: string;
  /** Shows the name of the layer beside the arrows; on a card its title already does. */
  readonly named?: boolean;
  /** Whether Tab leads to it. On a card, only while the card has the focus. */
  readonly isTabStop?: boolean;
}

/** Nothing if no other layer can stand in for this one. */
export function Swap({ id, type, title, named = false, isTabStop = true }: SwapProps) {
  const layers = useCatalogue().families.layers;
  const choices = standIns(layers, type);
  if (choices.length < 2) return null;
  return (
    <span className={`nodrag nopan ${classes["swap"]}`} data-named={named}>
      {named && title}
      <IconSelector size={12} aria-hidden />
      <select
        tabIndex={isTabStop ? 0 : -1}
        aria-label={`Swap ${title} for another`}
        title="Swap it for another"
        value={type}
        onChange={(event) => swapLayer(id, event.currentTarget.value)}
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => event.stopPropagation()}
      >
        {choices.map((entry) => (
          <option key={entry.type} value={entry.type}>
            {entry.title}
          </option>
        ))}
      </select>
    </span>
  );
}
