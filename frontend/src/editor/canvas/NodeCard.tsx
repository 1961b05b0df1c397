/** The card of a layer: its picture, its shapes, its parameters, its gradient and its problems. */
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
import classes from "./NodeCard.module.css";
import { kindOf } from "../cards/kinds";
import { PictureCanvas } from "./PictureCanvas";
import { UnitButtons } from "./UnitButtons";
import { isDue, useMoment } from "../scene/moment";
import type { CardFace } from "../scene/scene";
import { Swap } from "../scene/Swap";
import { inspect, useEditor } from "../scene/state";
import { useNorms } from "../scene/useGradient";
import { chipWords, lineWords, paramsWords } from "../scene/markWords";
import { paramsText, shortCount } from "../scene/words";

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
  const update = useUpdateNodeInternals();
  useEffect(() => update(id), [id, num_inputs, update]);
  return (
    <article
      className={classes["card"]}
      style={{ "--accent": accentOf(data) } as React.CSSProperties}
      data-selected={selected}
      data-drop={isDropTarget}
      data-trouble={trouble?.severity}
      onPointerEnter={({ pointerType }) => setHovered(pointerType === "mouse")}
      onPointerLeave={() => setHovered(false)}
    >
      <Inputs count={num_inputs} names={data.inputs} />
      <header className={classes["title"]}>
        <span title={data.titles[0]}>{data.titles[0]}</span>
        <Swap
          id={card.id}
          type={card.nodes[0]?.layer.type}
          title={data.titles[0] ?? card.id}
          isTabStop={isTabStop}
        />
        <Marks data={data} />
        {trouble && (
          <IconAlertTriangleFilled
            className={classes["mark"]}
            data-kind={trouble.severity}
            size={14}
            aria-hidden
          />
        )}
      </header>
      <div className={classes["picture"]}>
        <PictureCanvas
          picture={picture}
          card={card.id}
          last={card.last}
          isInput={card.nodes[0]?.layer.type === "input"}
          label={`${data.titles[0]}: ${kindOf(picture).label(picture)}`}
        />
      </div>
      <Line data={data} tabIndex={tabIndex} />
      {data.num_params > 0 && <Foot data={data} tabIndex={tabIndex} />}
      {(selected || isHovered) && <UnitButtons id={card.id} title={data.titles[0] ?? card.id} />}
      {data.hasOutput && <Handle id="out" type="source" position={Position.Right} />}
    </article>
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
          <Started size={13} aria-hidden />
        </span>
      )}
      {frozen && (
        <span
          className={classes["mark"]}
          title="frozen: its parameters are kept as they are"
          role="img"
          aria-label="its parameters are kept"
        >
          <IconLock size={13} aria-hidden />
        </span>
      )}
    </>
  );
}

/** The input handles, one below the other. Their names are shown if they have names. */
function Inputs({ count, names }: { count: number; names: readonly string[] }) {
  return Array.from({ length: count }, (_, at) => (
    <Handle
      key={at}
      id={String(at)}
      type="target"
      position={Position.Left}
      style={{ top: `${(100 * (at + 1)) / (count + 1)}%` }}
    >
      {names[at] !== undefined && (
        <span className={classes["number"]} data-word={names[at].length > 2}>
          {names[at]}
        </span>
      )}
    </Handle>
  ));
}

/** Marks can be reached by the keyboard while their card is selected. */
interface MarkProps {
  readonly data: CardFace;
  readonly tabIndex: number;
}

/** The change of shape, such as `2→8`, and the layers that are folded into the card. */
function Line({ data, tabIndex }: MarkProps) {
  return (
    <div className={classes["line"]}>
      <span data-hint={lineWords(data.line)} tabIndex={tabIndex}>
        {data.line}
      </span>
      {data.card.nodes.slice(1).map((node, at) => (
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

function Foot({ data, tabIndex }: MarkProps) {
  const { gradient } = useNorms(data.card.nodes.map(({ id }) => id));
  return (
    <div className={classes["foot"]}>
      <div>
        <GradientBar
          gradient={gradient === null ? null : gradient / Math.sqrt(data.num_params)}
          tabIndex={tabIndex}
        />
      </div>
      <span data-hint={paramsWords(paramsText(data.num_params))} tabIndex={tabIndex}>
        {shortCount(data.num_params)} param{data.num_params === 1 ? "" : "s"}
      </span>
    </div>
  );
}

function accentOf({ card, group }: CardFace): string {
  const type = card.nodes[0]?.layer.type;
  return groupColour(type === "input" || type === "output" ? "data" : group);
}
