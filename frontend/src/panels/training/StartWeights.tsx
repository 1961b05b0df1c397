/** The start weights: drawn at random, or taken from a run or a file, layer by layer where the shapes fit. */
import { NativeSelect } from "@mantine/core";
import { useMemo } from "react";

import type { NodeFile, TrainingFile } from "../../api/types";
import { useCatalogue } from "../../store/catalogue";
import { useReport } from "../../store/check";
import { useProject } from "../../store/project";
import { useRuns } from "../../store/runs";
import { nodesIn, useWeights, useWeightsCards, weightsOfRun } from "../../session/weights";
import { Freeze } from "./Freeze";
import { inOrder } from "../../project/order";
import { nodeName } from "../../project/projectWords";
import classes from "./TrainingPanel.module.css";
import { WeightsFile } from "./WeightsFile";

type Start = NonNullable<TrainingFile["start"]>;

interface StartWeightsProps {
  readonly start: Start | null;
  readonly onChange: (start: Start | null) => void;
}

const RUN = "run ";
/** How many of the newest runs are offered. */
const MOST_RUNS = 15;

export function StartWeights({ start, onChange }: StartWeightsProps) {
  const cards = useWeightsCards();
  const runs = useRuns()
    .filter(({ draft, step }) => !draft && step > 0)
    .slice(0, MOST_RUNS);
  const isListed = cards.some(({ weights }) => weights === start?.weights);
  const choose = async (chosen: string) => {
    if (chosen === "") return onChange(null);
    if (!chosen.startsWith(RUN)) return onChange({ weights: chosen, nodes: null });
    const weights = await weightsOfRun(chosen.slice(RUN.length));
    if (weights) onChange({ weights, nodes: null });
  };
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label="Start weights"
        value={start?.weights ?? ""}
        onChange={(event) => void choose(event.currentTarget.value)}
      >
        <option value="">drawn anew</option>
        {start && !isListed && <option value={start.weights}>{short(start.weights)}</option>}
        {cards.length > 0 && (
          <optgroup label="Kept weights">
            {cards.map(({ weights, name }) => (
              <option key={weights} value={weights}>
                {name || short(weights)}
              </option>
            ))}
          </optgroup>
        )}
        {runs.length > 0 && (
          <optgroup label="Take those of a run, as it is now">
            {runs.map(({ id, title, epoch }) => (
              <option key={id} value={`${RUN}${id}`}>
                {title}, epoch {epoch}
              </option>
            ))}
          </optgroup>
        )}
      </NativeSelect>
      <WeightsFile
        weights={start?.weights ?? null}
        onUploaded={(weights) => onChange({ weights, nodes: null })}
      />
      {start && <Layers start={start} onChange={onChange} />}
      {start && <Freeze />}
    </>
  );
}

function short(weights: string): string {
  return `file ${weights.slice(0, 8)}`;
}

/** For each layer, the layer of the file from which it takes its weights. */
function Layers({ start, onChange }: { start: Start; onChange: (start: Start) => void }) {
  const network = useProject((state) => state.file.network);
  const nodes = useMemo(() => inOrder(network), [network]);
  const report = useReport();
  const catalogue = useCatalogue();
  const weights = useWeights(start.weights);
  const offered = weights ? nodesIn(weights) : [];
  const learning = nodes.filter(({ id }) => (report?.nodes[id]?.num_params ?? 0) > 0);
  const set = (id: string, source: string) => {
    const before = Object.entries(start.nodes ?? sameNames(learning, offered));
    const others = before.filter(([node]) => node !== id);
    const own: [string, string][] = source === "" ? [] : [[id, source]];
    onChange({ ...start, nodes: Object.fromEntries([...others, ...own]) });
  };
  return (
    <ul className={classes["layers"]}>
      {learning.map((node) => {
        const name = nodeName(node, catalogue);
        const taken = sourceOf(node.id, start, offered);
        const fate = report?.nodes[node.id]?.start ?? null;
        return (
          <li key={node.id} data-fate={fate ?? "anew"}>
            <span title={name}>{name}</span>
            <select
              aria-label={`${name} starts from`}
              value={taken}
              onChange={(event) => set(node.id, event.currentTarget.value)}
            >
              <option value="">anew</option>
              {[...new Set([...offered, ...(taken ? [taken] : [])])].map((source) => (
                <option key={source} value={source}>
                  {source}
                </option>
              ))}
            </select>
            {fate === "does not fit" && <em>does not fit</em>}
          </li>
        );
      })}
    </ul>
  );
}

/** The layer of the file from which a layer takes its weights; empty if its weights are drawn at random. */
function sourceOf(id: string, { nodes }: Start, offered: readonly string[]): string {
  if (nodes) return nodes[id] ?? "";
  return offered.includes(id) ? id : "";
}

function sameNames(nodes: readonly NodeFile[], offered: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    nodes.filter(({ id }) => offered.includes(id)).map(({ id }) => [id, id]),
  );
}
