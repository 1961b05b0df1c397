/**
 * The card of a layer: its picture, its shapes, its parameters, its gradient and its problems. What has no room at the
 * zoom of the canvas is left out.
 */
import { Handle, Position, useUpdateNodeInternals, type Node, type NodeProps } from "@xyflow/react";
import {
  IconAlertTriangleFilled,
  IconLock,
  IconTransferIn,
  IconUnlink as IconTransferOff,
} from "@tabler/icons-react";
import { memo, useEffect, useState } from "react";

import { groupColour } from "../../components/colours";
import { GradientBar } from "../../components/GradientBar";
import { entry } from "../../store/catalogue";
import { useProject } from "../../store/project";
import { Gradients, Unfold } from "./BlockParts";
import classes from "./NodeCard.module.css";
import { kindOf } from "../cards/kinds";
import { Inputs } from "./Inputs";
import { PictureCanvas } from "./PictureCanvas";
import { UnitButtons } from "./UnitButtons";
import { isDue, useMoment } from "../scene/moment";
import { bodyOf, countText } from "../scene/cardBody";
import { shows, type Detail } from "../scene/detail";
import type { CardFace } from "../scene/scene";
import { Swap } from "../scene/Swap";
import { inspect, useEditor } from "../scene/state";
import { useDetail } from "../scene/useDetail";
import { useNorms } from "../scene/useGradient";
import { chipWords, lineWords, paramsWords } from "../scene/markWords";
import { paramsText } from "../scene/words";

export type CardNode = Node<CardFace, "card">;

/** Not rendered again when the card is only moved, because React Flow sets its position. */
export const NodeCard = memo(
  PlainNodeCard,
  (before, now) =>
    before.data === now.data && before.selected === now.selected && before.id === now.id,
);

function PlainNodeCard({ id, data, selected = false }: NodeProps<CardNode>) {
  const isDropTarget = useEditor(({ drop }) => drop?.kind === "card" && drop.id === id);
  const { card, picture, problems, num_inputs } = data;
  const known = useMoment((state) => state.known);
  const shown = problems.filter((problem) => isDue(problem, known));
  const trouble = shown.find(({ severity }) => severity === "error") ?? shown[0];
  const isTabStop = useEditor(({ tabStop }) => tabStop === id);
  const tabIndex = selected || isTabStop ? 0 : -1;
  const [isHovered, setHovered] = useState(false);
  const detail = useDetail(data);
  const { width, height } = bodyOf(data);
  const update = useUpdateNodeInternals();
  useEffect(() => update(id), [id, num_inputs, update]);
  return (
    <article
      className={classes["card"]}
      style={{ "--accent": accentOf(data), width, height } as React.CSSProperties}
      data-far={detail.isFar || undefined}
      data-block={card.block ? true : undefined}
      data-selected={selected}
      data-drop={isDropTarget}
      data-trouble={trouble?.severity}
      onPointerEnter={({ pointerType }) => setHovered(pointerType === "mouse")}
      onPointerLeave={() => setHovered(false)}
    >
      <Inputs count={num_inputs} names={data.inputs} height={height} />
      {shows(detail, "name") && (
        <Name data={data} detail={detail} trouble={trouble} isTabStop={isTabStop} />
      )}
      <div className={classes["picture"]}>
        <PictureCanvas
          picture={picture}
          card={data.pictured.card}
          last={data.pictured.last}
          scale={detail.scale}
          isInput={!card.block && card.nodes[0]?.layer.type === "input"}
          label={`${data.titles[0]}: ${kindOf(picture).label(picture)}`}
        />
      </div>
      {shows(detail, "activation") && (
        <Line data={data} hasShape={shows(detail, "shape")} tabIndex={tabIndex} />
      )}
      {data.num_params > 0 && shows(detail, "params") && (
        <Foot data={data} hasGradient={shows(detail, "gradient")} tabIndex={tabIndex} />
      )}
      {(selected || isHovered) && !card.block && (
        <UnitButtons id={card.id} title={data.titles[0] ?? card.id} />
      )}
      {data.hasOutput && <Handle id="out" type="source" position={Position.Right} />}
    </article>
  );
}

interface NameProps {
  readonly data: CardFace;
  readonly detail: Detail;
  readonly trouble: CardFace["problems"][number] | undefined;
  readonly isTabStop: boolean;
}

/** The name, with the icons of the card; far away only those that say how its weights are. */
function Name({ data, detail: { lines, isFar }, trouble, isTabStop }: NameProps) {
  const [first] = data.card.nodes;
  const { block } = data.card;
  const title = data.titles[0] ?? data.card.id;
  return (
    <header className={classes["title"]} data-lines={lines}>
      <span title={data.titles[0]}>{data.titles[0]}</span>
      {!isFar && !block && (
        <Swap id={data.card.id} type={first?.layer.type} title={title} isTabStop={isTabStop} />
      )}
      <Marks data={data} />
      {!isFar && trouble && (
        <IconAlertTriangleFilled
          className={classes["mark"]}
          data-kind={trouble.severity}
          size="1.1em"
          aria-hidden
        />
      )}
      {!isFar && block && <Unfold at={block.at} title={title} isTabStop={isTabStop} />}
    </header>
  );
}

/** Icons for a frozen layer, and for a layer that was to start from other weights. */
function Marks({ data: { frozen, start } }: { data: CardFace }) {
  const isTaken = start === "taken";
  const words = isTaken
    ? "starts from the weights that were brought"
    : "the weights that were brought do not fit here, so it starts anew";
  const Started = isTaken ? IconTransferIn : IconTransferOff;
  return (
    <>
      {start && (
        <span className={classes["mark"]} title={words} role="img" aria-label={words}>
          <Started size="1em" aria-hidden />
        </span>
      )}
      {frozen && (
        <span
          className={classes["mark"]}
          title="frozen: its parameters are kept as they are"
          role="img"
          aria-label="its parameters are kept"
        >
          <IconLock size="1em" aria-hidden />
        </span>
      )}
    </>
  );
}

/** Marks can be reached by the keyboard while their card is selected. */
interface MarkProps {
  readonly data: CardFace;
  readonly tabIndex: number;
}

/** The change of shape, such as `2→8`, and the layers that are folded into the card. */
function Line({ data, hasShape, tabIndex }: MarkProps & { readonly hasShape: boolean }) {
  if (!hasShape && data.titles.length < 2) return null;
  return (
    <div className={classes["line"]}>
      {hasShape && (
        <span data-hint={lineWords(data.line)} tabIndex={tabIndex}>
          {data.line}
        </span>
      )}
      {(data.card.block ? [] : data.card.nodes.slice(1)).map((node, at) => (
        <FoldedChip
          key={node.id}
          id={node.id}
          title={data.titles[at + 1] ?? node.id}
          isTabStop={tabIndex === 0}
        />
      ))}
    </div>
  );
}

interface ChipProps {
  readonly id: string;
  readonly title: string;
  readonly isTabStop: boolean;
}

function FoldedChip({ id, title, isTabStop }: ChipProps) {
  const select = useProject((state) => state.select);
  const type = useProject((state) => state.file.network.nodes.find((node) => node.id === id))?.layer
    .type;
  const isSelected = useProject(
    ({ selection }) => selection.nodes.length === 1 && selection.nodes[0] === id,
  );
  const colour = groupColour(entry("layers", type ?? "")?.group ?? "");
  return (
    <span
      className={classes["chip"]}
      style={{ "--chip": colour } as React.CSSProperties}
      data-selected={isSelected}
    >
      <button
        type="button"
        className="nodrag nopan"
        data-hint={chipWords(title, entry("layers", type ?? ""))}
        tabIndex={isTabStop ? 0 : -1}
        onClick={(event) => {
          event.stopPropagation();
          select({ nodes: [id], edges: [] });
          inspect(id);
        }}
        onKeyDown={(event) => event.stopPropagation()}
      >
        {title}
      </button>
      <Swap id={id} type={type} title={title} isTabStop={isTabStop} />
    </span>
  );
}

function Foot({ data, hasGradient, tabIndex }: MarkProps & { readonly hasGradient: boolean }) {
  return (
    <div className={classes["foot"]}>
      {hasGradient && data.card.block && <Gradients card={data.card} tabIndex={tabIndex} />}
      {hasGradient && !data.card.block && <Gradient data={data} tabIndex={tabIndex} />}
      <span data-hint={paramsWords(paramsText(data.num_params))} tabIndex={tabIndex}>
        {countText(data.num_params)}
      </span>
    </div>
  );
}

function Gradient({ data, tabIndex }: MarkProps) {
  const { gradient } = useNorms(data.card.nodes.map(({ id }) => id));
  return (
    <div className={classes["gradient"]}>
      <GradientBar
        gradient={gradient === null ? null : gradient / Math.sqrt(data.num_params)}
        tabIndex={tabIndex}
      />
    </div>
  );
}

function accentOf({ card, group }: CardFace): string {
  if (card.block) return groupColour("merge");
  const type = card.nodes[0]?.layer.type;
  return groupColour(type === "input" || type === "output" ? "data" : group);
}
