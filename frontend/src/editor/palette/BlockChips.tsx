/** The blocks of the drawing, to be used again: a click adds a copy, wired in behind the chosen card. */
import { useDraggable } from "@dnd-kit/core";
import { useId, useMemo } from "react";

import { groupColour } from "../../components/colours";
import { reusable, type Block } from "../../project/blocks";
import { timesIn } from "../../project/repeats";
import { useProject } from "../../store/project";
import { blockTitle } from "../scene/blockCards";
import { addAgain, blockDragId } from "../scene/blockVerbs";
import classes from "./Palette.module.css";

/** Nothing while the drawing has no blocks. */
export function BlockChips() {
  const id = useId();
  const network = useProject((state) => state.file.network);
  const blocks = useProject((state) => state.file.blocks);
  const found = useMemo(() => reusable({ network, blocks }), [blocks, network]);
  if (found.length === 0) return null;
  return (
    <section className={classes["group"]} aria-labelledby={id}>
      <h3 id={id} className={classes["plain"]}>
        Blocks of this drawing
      </h3>
      <ul className={classes["chips"]}>
        {found.map((block) => (
          <li key={block.at}>
            <Chip
              block={block}
              title={blockTitle({ ...block, times: timesIn(network, block.nodes) })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Chip({ block, title }: { block: Block; title: string }) {
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({
    id: blockDragId(block),
    attributes: { roleDescription: "block to add" },
  });
  const startsDrag = listeners?.["onKeyDown"] as ((event: React.KeyboardEvent) => void) | undefined;
  return (
    <button
      ref={setNodeRef}
      type="button"
      className={classes["chip"]}
      style={{ "--accent": groupColour("merge") } as React.CSSProperties}
      title={`Add another ${title}: ${block.nodes.length} layers`}
      data-dragged={isDragging}
      data-layer={blockDragId(block)}
      {...attributes}
      {...listeners}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !isDragging) return;
        startsDrag?.(event);
      }}
      onClick={() => addAgain(block)}
    >
      {title}
    </button>
  );
}
