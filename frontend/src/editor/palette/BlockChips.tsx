/** The blocks of the drawing, to be used again: a click adds a copy, wired in behind the chosen card. */
import { useDraggable } from "@dnd-kit/core";
import { useId, useMemo } from "react";

import { groupColour } from "../../components/colours";
import { reusable, type Block } from "../../project/blocks";
import { ranked } from "../../project/rank";
import { timesIn } from "../../project/repeats";
import { useProject } from "../../store/project";
import { blockTitle } from "../scene/blockCards";
import { addAgain, blockDragId } from "../scene/blockVerbs";
import classes from "./Palette.module.css";

/** The blocks whose names fit a search, the best first; all of them while nothing is searched for. */
export function useFoundBlocks(search: string): readonly Block[] {
  const network = useProject((state) => state.file.network);
  const blocks = useProject((state) => state.file.blocks);
  return useMemo(() => {
    const all = reusable({ network, blocks });
    if (search.trim() === "") return all;
    const named = all.map((block) => ({ title: block.name, block }));
    return ranked(named, search).map(({ item }) => item.block);
  }, [blocks, network, search]);
}

interface BlockChipsProps {
  readonly found: readonly Block[];
  /** The block that Enter adds. */
  readonly marked?: Block;
}

/** Nothing where no block is found. */
export function BlockChips({ found, marked }: BlockChipsProps) {
  const id = useId();
  const network = useProject((state) => state.file.network);
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
              isMarked={block === marked}
              title={blockTitle({ ...block, times: timesIn(network, block.nodes) })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ChipProps {
  readonly block: Block;
  readonly title: string;
  readonly isMarked: boolean;
}

function Chip({ block, title, isMarked }: ChipProps) {
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
      data-marked={isMarked || undefined}
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
