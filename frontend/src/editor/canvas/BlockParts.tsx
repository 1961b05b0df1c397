/** What the card of a block has instead of what a layer has: a button that unfolds it, and the gradient of each layer. */
import { IconArrowsMaximize } from "@tabler/icons-react";

import { gradientHealth, gradientShare } from "../../components/gradientHealth";
import { useReport } from "../../store/check";
import { setBlockFolded } from "../scene/blockVerbs";
import type { Card } from "../scene/cards";
import { gradientsWords } from "../scene/markWords";
import { useEachGradient } from "../scene/useGradient";
import classes from "./BlockParts.module.css";

interface UnfoldProps {
  readonly at: number;
  readonly title: string;
  readonly isTabStop: boolean;
}

export function Unfold({ at, title, isTabStop }: UnfoldProps) {
  return (
    <button
      type="button"
      className={`nodrag nopan ${classes["unfold"]}`}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={`Unfold ${title}`}
      title="Unfold it (Ctrl + Shift + G)"
      onClick={(event) => {
        event.stopPropagation();
        setBlockFolded(at, false);
      }}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <IconArrowsMaximize size={14} aria-hidden />
    </button>
  );
}

/** One bar for each layer that learns, in the order of the layers: how large its gradient is. */
export function Gradients({ card, tabIndex }: { readonly card: Card; readonly tabIndex: number }) {
  const report = useReport();
  const learning = card.nodes.filter(({ id }) => (report?.nodes[id]?.num_params ?? 0) > 0);
  const gradients = useEachGradient(learning.map(({ id }) => id));
  const sizes = learning.map(({ id }, at) => {
    const norm = gradients[at] ?? null;
    return norm === null ? null : norm / Math.sqrt(report?.nodes[id]?.num_params ?? 1);
  });
  const words = gradientsWords(sizes);
  return (
    <div
      className={classes["gradients"]}
      role="img"
      aria-label={words}
      data-hint={words}
      tabIndex={tabIndex}
    >
      {sizes.map((size, at) => (
        <span
          key={learning[at]?.id}
          data-health={gradientHealth(size)}
          style={{ height: `${Math.round(gradientShare(size) * 100)}%` }}
        />
      ))}
    </div>
  );
}
