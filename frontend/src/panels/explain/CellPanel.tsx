/** Explains one number of the opened layer: the formula, the values that it reads, and their sum. */
import { Button, Switch } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";

import { sentenceOf } from "../../api/sentenceOf";
import type { ProbeJson } from "../../api/types";
import { NumberInput } from "../../components/NumberInput";
import { useCatalogue } from "../../store/catalogue";
import { entryOf } from "../../project/entries";
import {
  cellFacts,
  fieldMarks,
  isOfOne,
  marksOf,
  pickCell,
  setMarks,
  showField,
  useCell,
  type CellFacts,
  type Mark,
} from "../../store/cell";
import { useNodeReport } from "../../store/check";
import { isGoing } from "../../project/runState";
import { sampleFields, usePreferences } from "../../store/preferences";
import { useRun, useRunProject, useStatus } from "../../store/runs";
import { measure } from "../../session/session";
import { numberText } from "../../views/tensors";
import classes from "./CellPanel.module.css";
import { titleOf, type LookUp } from "./stepWords";
import { WindowPicture } from "./WindowPicture";

/** How many terms are listed before the person asks for all. */
const FIRST_TERMS = 12;
/** The longest chain of explained layers. A chain goes on while a layer only applies a function to one number. */
const LONGEST_CHAIN = 5;
const AGAIN_MS = 500;
/** Height of the title above an explanation, in CSS pixels. */
const TITLE_HEIGHT = 30;

export function CellPanel({ node }: { readonly node: string }) {
  const cell = useCell((state) => state.cell);
  const report = useNodeReport(node);
  const isOwn = cell?.nodes.includes(node) ?? false;
  useEffect(() => () => forget(node), [node]);
  const shape = report?.shape ?? null;
  if (!shape || shape.length === 0) return null;
  return (
    <section className={classes["panel"]} aria-label="One number, worked out">
      <h3>One number, worked out</h3>
      {cell && isOwn ? (
        <Explained node={cell.node} head={node} index={cell.index} shape={shape} />
      ) : (
        <p className={classes["hint"]}>
          Click a unit or a pixel on this layer’s picture, or{" "}
          <Button
            size="compact-xs"
            variant="light"
            onClick={() =>
              pickCell({ nodes: [node], node, index: shape.map((size) => Math.floor(size / 2)) })
            }
          >
            take one from its middle
          </Button>
        </p>
      )}
    </section>
  );
}

/** When a layer is closed, removes its outlines. If a number of another layer is picked already, that one stays. */
function forget(node: string): void {
  if (useCell.getState().cell?.nodes.includes(node)) pickCell(null);
}

interface ExplainedProps {
  /** `node` is the layer whose picture was clicked; `head` is the opened layer, maybe earlier on the same card. */
  readonly node: string;
  readonly head: string;
  readonly index: readonly number[];
  readonly shape: readonly number[];
}

function Explained({ node, head, index, shape }: ExplainedProps) {
  const isFieldShown = useCell((state) => state.isFieldShown);
  const { found, isOld } = useChain(node, head, index);
  const { chain, problem } = found;
  const field = useField(isFieldShown && shape.length > 1 ? node : null, index).found;
  useEffect(() => setMarks([...field, ...marksOf(chain)]), [chain, field]);
  const top = useRef<HTMLDivElement>(null);
  const isKnown = chain.length > 0;
  useEffect(() => {
    if (isKnown && top.current) scrollToTop(top.current);
  }, [isKnown, node]);
  return (
    <>
      <div ref={top} />
      <Place node={node} index={index} shape={shape} />
      <div className={classes["chain"]} aria-busy={isOld}>
        {problem !== null && <p className={classes["hint"]}>{problem}</p>}
        {[...chain].reverse().map((facts) => (
          <OneLayer key={facts.node} facts={facts} />
        ))}
      </div>
      {shape.length > 1 && (
        <Switch
          size="xs"
          label="Outline all it sees, back to the input"
          checked={isFieldShown}
          onChange={(event) => showField(event.currentTarget.checked)}
        />
      )}
    </>
  );
}

/** Scrolls the inspector, and nothing else, to the start of the explanation. */
function scrollToTop(mark: HTMLElement): void {
  const body = mark.closest("section")?.parentElement;
  if (!body) return;
  const away = mark.getBoundingClientRect().top - body.getBoundingClientRect().top;
  body.scrollTop += away - TITLE_HEIGHT;
}

/** The indices of the number as fields to type in. They count from 1, like everywhere on the page. */
function Place({ node, index, shape }: Pick<ExplainedProps, "node" | "index" | "shape">) {
  const isText = typeof useNodeReport(node)?.vocab === "number";
  const names =
    isText && shape.length === 1
      ? ["step"]
      : (AXES[shape.length] ?? shape.map((_, axis) => `axis ${axis + 1}`));
  const move = (axis: number, to: number) => {
    const { cell } = useCell.getState();
    if (cell) pickCell({ ...cell, index: index.map((old, one) => (one === axis ? to : old)) });
  };
  return (
    <div className={classes["place"]}>
      {index.map((at, axis) => (
        <div key={axis}>
          <NumberInput
            label={names[axis]}
            value={at + 1}
            lowest={1}
            highest={shape[axis] ?? 1}
            whole
            onTyped={(value) => move(axis, value - 1)}
          />
        </div>
      ))}
    </div>
  );
}

const AXES: Readonly<Record<number, readonly string[]>> = {
  1: ["unit"],
  2: ["step", "feature"],
  3: ["channel", "row", "column"],
};

function OneLayer({ facts }: { facts: CellFacts }) {
  const project = useRunProject();
  const catalogue = useCatalogue();
  const lookUp: LookUp = (family, type) => entryOf(catalogue, family, type);
  const node = project?.network.nodes.find(({ id }) => id === facts.node);
  return (
    <div className={classes["layer"]}>
      <h4>{titleOf(node, facts.node, lookUp)}</h4>
      <p className={classes["formula"]} data-testid="formula">
        {facts.formula}
      </p>
      <WindowPicture facts={facts} />
      {facts.note && <p className={classes["hint"]}>{facts.note}</p>}
      {facts.rows.length > 1 && <Terms facts={facts} />}
      <p className={classes["value"]}>
        y = <b title={String(facts.value)}>{numberText(facts.value)}</b>
      </p>
    </div>
  );
}

function Terms({ facts }: { facts: CellFacts }) {
  const [isAll, setAll] = useState(false);
  const { columns, rows, bias, sums, winner } = facts;
  const order = useMemo(() => heaviestFirst(facts), [facts]);
  const listed = isAll ? order : order.slice(0, FIRST_TERMS);
  return (
    <>
      <table className={classes["terms"]}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {listed.map((at) => (
            <tr key={at} data-winner={at === winner || undefined}>
              <td>{placeWords(facts, at)}</td>
              {(rows[at] ?? []).slice(1).map((cell, column) => (
                <td key={column} title={typeof cell === "number" ? String(cell) : undefined}>
                  {typeof cell === "number" ? numberText(cell) : (cell ?? "–")}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {sums && bias !== null && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={Math.max(1, columns.length - 1)}>
                bias
              </th>
              <td title={String(bias)}>{numberText(bias)}</td>
            </tr>
          </tfoot>
        )}
      </table>
      {order.length > FIRST_TERMS && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(!isAll)}>
          {isAll ? "show the heaviest" : `show all ${order.length}`}
          {order.length < facts.total ? ` of ${facts.total}` : ""}
        </Button>
      )}
    </>
  );
}

/** The place of a term, counted from 1, and the name of its input if there are several inputs. */
function placeWords({ reads, inputs }: CellFacts, at: number): string {
  const [handle = 0, ...place] = reads[at] ?? [];
  const from = inputs.length > 1 ? `${inputs[handle] ?? handle} ` : "";
  return `${from}${place.map((one) => one + 1).join(", ")}`;
}

/**
 * The row indices, largest contribution first. If there are no products, by the size of the value. A winner (as in max
 * pooling) comes first. Pure.
 */
export function heaviestFirst({ rows, columns, winner }: CellFacts): number[] {
  const by = columns.includes("product") ? columns.indexOf("product") : columns.indexOf("value");
  const weight = (at: number) => (at === winner ? Infinity : Math.abs(Number(rows[at]?.[by] ?? 0)));
  return rows.map((_, at) => at).sort((a, b) => weight(b) - weight(a));
}

// ---- measuring

interface Chain {
  readonly chain: readonly CellFacts[];
  readonly problem: string | null;
}

const NOTHING: Chain = { chain: [], problem: null };

/**
 * The facts about the number. If it is only a function of one number of the same card, the facts about that one follow.
 * Measured again while the run goes on.
 */
function useChain(node: string, head: string, index: readonly number[]): Measured<Chain> {
  const sample = usePreferences((state) => state.sample);
  const { cell } = useCell.getState();
  const inside = cell?.nodes.join(" ") ?? "";
  const place = index.join();
  return useAgain(
    async () => {
      const chain: CellFacts[] = [];
      let at = node;
      while (chain.length < LONGEST_CHAIN) {
        const probe: ProbeJson = { type: "cell", node: at, index: [...index] };
        const { reading } = await measure({ ...probe, ...sampleFields(sample) });
        const facts = cellFacts(reading);
        chain.push(facts);
        const [source] = facts.inputs;
        if (at === head || !isOfOne(facts) || !source || !inside.split(" ").includes(source)) break;
        at = source;
      }
      return { chain, problem: null };
    },
    (problem) => ({ chain: [], problem }),
    NOTHING,
    JSON.stringify([node, head, place, inside, sample]),
  );
}

const NO_MARKS: readonly Mark[] = [];

/** Outlines of what the number depends on, layer by layer from the input. With null, measures nothing. */
function useField(node: string | null, index: readonly number[]): Measured<readonly Mark[]> {
  const sample = usePreferences((state) => state.sample);
  return useAgain(
    async () => {
      if (node === null) return NO_MARKS;
      const probe: ProbeJson = { type: "receptive_field", node, index: [...index] };
      return fieldMarks((await measure({ ...probe, ...sampleFields(sample) })).reading);
    },
    () => NO_MARKS,
    NO_MARKS,
    JSON.stringify([node, index, sample]),
  );
}

interface Measured<T> {
  readonly found: T;
  /** It belongs to what was asked before; the next answer is on its way. */
  readonly isOld: boolean;
}

/**
 * Measures when `key` changes and repeatedly while the run trains. Keeps the last answer until the next one arrives.
 */
function useAgain<T>(
  ask: () => Promise<T>,
  failed: (problem: string) => T,
  nothing: T,
  key: string,
): Measured<T> {
  const run = useRun();
  const step = useStatus()?.step ?? run?.step ?? 0;
  const going = isGoing(run);
  // While the run is paused, every new step triggers a measurement. While it trains, the timer does.
  const moment = `${run?.id ?? ""} ${going ? "going" : step}`;
  const [answer, setAnswer] = useState({ found: nothing, to: key });
  const asked = useRef({ ask, failed });
  useEffect(() => {
    asked.current = { ask, failed };
  });
  useEffect(() => {
    let isWanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = async () => {
      const found = await asked.current.ask().catch((error: unknown) => {
        return asked.current.failed(sentenceOf(error));
      });
      if (!isWanted) return;
      setAnswer({ found, to: key });
      if (going) timer = setTimeout(() => void again(), AGAIN_MS);
    };
    void again();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [going, key, moment]);
  return { found: answer.found, isOld: answer.to !== key };
}
