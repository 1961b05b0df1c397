/** The opened block: its name, what is inside it with live pictures, and what can be done with it. */
import { Button, CloseButton, TextInput } from "@mantine/core";
import { useMemo, type KeyboardEvent } from "react";

import { groupColour } from "../../components/colours";
import { setFolded } from "../../project/blocks";
import { entryOf } from "../../project/entries";
import { useCatalogue } from "../../store/catalogue";
import { useReport } from "../../store/check";
import { endUndoStep, useProject } from "../../store/project";
import { blockTitle, type BlockOnCard } from "../scene/blockCards";
import { forget, setBlockFolded } from "../scene/blockVerbs";
import type { Card } from "../scene/cards";
import { sceneOf, type CardFace } from "../scene/scene";
import { inspect } from "../scene/state";
import { paramsText } from "../scene/words";
import classes from "./Inspector.module.css";
import { LayerPicture } from "./LayerPicture";
import { useBeside } from "./useBeside";

/** Most cards that are shown; what is left out is said. */
const MOST_SHOWN = 24;

interface OpenBlockProps {
  readonly card: Card;
  readonly block: BlockOnCard;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

export function OpenBlock({ card, block, onKeyDown }: OpenBlockProps) {
  const renameBlock = useProject((state) => state.renameBlock);
  const panel = useBeside(card.id);
  const inside = useInside(block.at);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      className={classes["inspector"]}
      style={{ "--accent": groupColour("merge") } as React.CSSProperties}
      data-covers="nothing"
      onKeyDown={onKeyDown}
      aria-label={`${blockTitle(block)}: what is inside`}
    >
      <header className={classes["head"]}>
        <h2>Block</h2>
        <TextInput
          size="xs"
          aria-label="Name of this block"
          maxLength={60}
          key={block.at}
          defaultValue={block.name}
          onChange={(event) => {
            if (event.currentTarget.value.trim()) renameBlock(block.at, event.currentTarget.value);
          }}
          onBlur={endUndoStep}
        />
        <CloseButton size="sm" aria-label="Close" onClick={() => inspect(null)} />
      </header>
      <div className={classes["body"]}>
        <p className={classes["help"]}>{wordsOf(card, block)}</p>
        <ol className={classes["inside"]} aria-label="Inside">
          {inside.slice(0, MOST_SHOWN).map((face) => (
            <Inner key={face.card.id} face={face} />
          ))}
        </ol>
        {inside.length > MOST_SHOWN && (
          <p className={classes["source"]}>
            and {inside.length - MOST_SHOWN} more; unfold it to see them
          </p>
        )}
        <Actions card={card} at={block.at} />
      </div>
    </aside>
  );
}

function wordsOf({ nodes }: Card, { times }: BlockOnCard): string {
  const layers = `${nodes.length} layer${nodes.length === 1 ? "" : "s"}`;
  return times > 1
    ? `${layers}: the same part ${times} times, one after the other. They train as if they were not folded.`
    : `${layers} on one card. They train as if they were not folded.`;
}

/** The cards that are seen when the block is unfolded. */
function useInside(at: number): readonly CardFace[] {
  const file = useProject((state) => state.file);
  const report = useReport();
  const catalogue = useCatalogue();
  return useMemo(() => {
    const open = sceneOf(setFolded(file, at, false), report, (type) =>
      entryOf(catalogue, "layers", type),
    );
    const cards = open.drawing.frames.find((frame) => frame.at === at)?.cards ?? [];
    return cards.flatMap((id) => open.faces.get(id) ?? []);
  }, [at, catalogue, file, report]);
}

function Inner({ face }: { face: CardFace }) {
  const params = face.num_params > 0 ? paramsText(face.num_params) : "";
  return (
    <li>
      <LayerPicture face={face} />
      <span>
        <b>{face.titles.join(" · ")}</b>
        <small>{[face.line, params].filter(Boolean).join(", ")}</small>
      </span>
    </li>
  );
}

function Actions({ card, at }: { card: Card; at: number }) {
  const { duplicate, removeNodes } = useProject.getState();
  const ids = card.nodes.map(({ id }) => id);
  const verbs: readonly (readonly [string, () => unknown])[] = [
    ["Unfold", () => setBlockFolded(at, false)],
    ["Make it single layers again", () => forget(at)],
    ["Duplicate", () => duplicate(ids)],
  ];
  return (
    <div className={classes["actions"]}>
      {verbs.map(([title, act]) => (
        <Button key={title} size="compact-xs" variant="default" onClick={act}>
          {title}
        </Button>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        c="var(--tg-bad-ink)"
        onClick={() => {
          removeNodes(ids, true);
          inspect(null);
        }}
      >
        Delete
      </Button>
    </div>
  );
}
