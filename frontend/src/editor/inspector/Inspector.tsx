/** The inspector of the opened layer: its name, help, settings, shapes, and its newest numbers. */
import { Button, CloseButton, Switch, TextInput } from "@mantine/core";

import type { KeyboardEvent, ReactNode } from "react";

import type { CatalogueEntry, NodeFile } from "../../api/types";
import { groupColour } from "../../components/colours";
import { EntryForm } from "../../forms/EntryForm";
import { useEntry } from "../../store/catalogue";
import { problemsOf, useNodeReport, useReport } from "../../store/check";
import { nodeOf } from "../../project/graph";
import { endUndoStep, useProject } from "../../store/project";
import { unfoldedOf } from "../scene/cards";
import { Fixes } from "../problems/Fixes";
import classes from "./Inspector.module.css";
import { OpenBlock } from "./OpenBlock";
import { focusCard } from "../scene/focusCard";
import { inputNames } from "../scene/networks";
import { inspect, useEditor } from "../scene/state";
import { Swap } from "../scene/Swap";
import { useNorms } from "../scene/useGradient";
import { useScene } from "../scene/useScene";
import { useBeside } from "./useBeside";
import { inputTexts, outputText } from "../scene/words";

export interface InspectorProps {
  /** Renders the readings of the layer with this id. */
  readonly readings?: (node: string) => ReactNode;
}

/** Renders nothing while no layer is open. */
export function Inspector({ readings }: InspectorProps) {
  const opened = useEditor((state) => state.inspected);
  const selected = useProject((state) => state.selection.nodes);
  const id = opened && followed(opened, selected);
  const node = useProject((state) => (id ? nodeOf(state.file, id) : undefined));
  const entry = useEntry("layers", node?.layer.type);
  const { drawing, faces } = useScene();
  const card = faces.get(drawing.cardOf.get(node?.id ?? "") ?? "")?.card;
  if (!node) return null;
  if (card?.block) return <OpenBlock card={card} block={card.block} onKeyDown={leave} />;
  return (
    <OpenLayer key={node.id} node={node} entry={entry}>
      {readings?.(node.id)}
    </OpenLayer>
  );
}

/**
 * The node that the inspector shows. An open inspector follows the selection: after duplicating, it shows the copy.
 * Pure.
 */
export function followed(opened: string, selected: readonly string[]): string {
  return selected.includes(opened) ? opened : (selected[0] ?? opened);
}

interface LayerProps {
  readonly node: NodeFile;
  readonly entry: CatalogueEntry | undefined;
  readonly children: ReactNode;
}

function OpenLayer({ node, entry, children }: LayerProps) {
  const setNode = useProject((state) => state.setNode);
  const setNodeField = useProject((state) => state.setNodeField);
  const title = entry?.title ?? node.layer.type;
  const panel = useBeside(node.id);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      className={classes["inspector"]}
      style={{ "--accent": groupColour(entry?.group ?? "") } as React.CSSProperties}
      data-covers="nothing"
      onKeyDown={leave}
      aria-label={`${title}: settings and numbers`}
    >
      <header className={classes["head"]}>
        <h2>{title}</h2>
        <TextInput
          size="xs"
          aria-label="Name of this layer"
          placeholder="give it a name"
          maxLength={60}
          value={node.name ?? ""}
          onChange={(event) => setNode(node.id, { name: event.currentTarget.value || null })}
          onBlur={endUndoStep}
        />
        <CloseButton size="sm" aria-label="Close" onClick={() => inspect(null)} />
      </header>
      <div className={classes["body"]}>
        <Swap id={node.id} type={node.layer.type} title={title} named />
        <Troubles id={node.id} />
        {entry && <Summary entry={entry} />}
        {entry && (
          <EntryForm
            entry={entry}
            value={node.layer}
            onChange={(field, value) => setNodeField(node.id, field, value)}
            onCommit={endUndoStep}
            idPrefix={node.id}
          />
        )}
        <Facts node={node} />
        {children}
        <Actions node={node} />
        {entry && <More entry={entry} />}
      </div>
    </aside>
  );
}

/** Escape closes the inspector from within, also from a field; the focus goes to the card on the canvas. */
function leave(event: KeyboardEvent): void {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  event.preventDefault();
  const { inspected, tabStop } = useEditor.getState();
  inspect(null);
  const card = tabStop ?? inspected;
  if (card !== null) focusCard(card);
}

function Summary({ entry }: { entry: CatalogueEntry }) {
  return (
    <>
      {entry.formula && <p className={classes["formula"]}>{entry.formula}</p>}
      <p className={classes["help"]}>{paragraphsOf(entry)[0]}</p>
    </>
  );
}

/** The rest of the help, and the source of the idea. */
function More({ entry }: { entry: CatalogueEntry }) {
  return (
    <>
      {paragraphsOf(entry)
        .slice(1)
        .map((paragraph, at) => (
          <p key={at} className={classes["help"]}>
            {paragraph}
          </p>
        ))}
      {entry.source && <p className={classes["source"]}>{entry.source}</p>}
      {entry.package && <p className={classes["source"]}>From the package {entry.package}.</p>}
    </>
  );
}

function paragraphsOf({ help }: CatalogueEntry): string[] {
  return help.split("\n\n").map((paragraph) => paragraph.replaceAll("\n", " "));
}

function Troubles({ id }: { id: string }) {
  const problems = problemsOf(useReport(), id);
  return problems.map((problem, at) => (
    <div key={at} className={classes["trouble"]}>
      {problem.sentence}
      <Fixes fixes={problem.fixes ?? []} />
    </div>
  ));
}

/** Shapes and parameters come from the check; norms from the newest epoch of the run on the screen. */
function Facts({ node }: { node: NodeFile }) {
  const report = useNodeReport(node.id);
  const edges = useProject((state) => state.file.network.edges);
  const came = inputTexts(node.id, edges, useReport());
  const names = inputNames(node.layer.type);
  const norms = useNorms([node.id]);
  const learns = (report?.num_params ?? 0) > 0;
  const facts: [string, string][] = [
    ...came.map((text, at): [string, string] => [
      came.length > 1 ? `input ${names[at] ?? at}` : "input",
      text,
    ]),
    ["output", outputText(report)],
    ["parameters", report?.num_params?.toLocaleString("en-US") ?? "–"],
  ];
  if (learns) {
    facts.push(
      ["weight norm", normText(norms.weight)],
      ["gradient norm", normText(norms.gradient)],
    );
  }
  return (
    <dl className={classes["facts"]}>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function normText(norm: number | null): string {
  return norm === null ? "not measured yet" : norm.toPrecision(4);
}

function Actions({ node }: { node: NodeFile }) {
  const { setNode, setView, removeNodes, duplicate } = useProject.getState();
  const view = useProject((state) => state.file.view);
  const { drawing } = useScene();
  const learns = (useNodeReport(node.id)?.num_params ?? 0) > 0;
  const unfolded = unfoldedOf(view);
  const isFolded = drawing.cardOf.get(node.id) !== node.id;
  const isUnfolded = unfolded.includes(node.id);
  return (
    <>
      {learns && (
        <Switch
          size="sm"
          label="Learns while training"
          checked={node.trainable !== false}
          onChange={(event) => setNode(node.id, { trainable: event.currentTarget.checked })}
        />
      )}
      <div className={classes["actions"]}>
        {isFolded && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => setView({ unfolded: [...unfolded, node.id] })}
          >
            Show as its own card
          </Button>
        )}
        {isUnfolded && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => setView({ unfolded: unfolded.filter((id) => id !== node.id) })}
          >
            Fold into the card before
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={() => duplicate([node.id])}>
          Duplicate
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          c="var(--tg-bad-ink)"
          onClick={() => {
            removeNodes([node.id], true);
            inspect(null);
          }}
        >
          Delete
        </Button>
      </div>
    </>
  );
}
