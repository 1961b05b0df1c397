/** The window of a layer on its input: every cell with its arithmetic, and the padding around the picture. */
import type { CSSProperties } from "react";

import { colourOf, signed } from "../../components/colourScale";
import { css } from "../../components/colours";
import { useColourMode } from "../../components/useColourMode";
import type { CellFacts } from "../../store/cell";
import { numberText } from "../../views/tensors";
import classes from "./CellPanel.module.css";

/** The arithmetic of wider windows does not fit on the screen. */
const WIDEST = 5;
const MOST_CHANNELS = 3;

/** One cell of a window. */
export interface WindowCell {
  readonly value: number;
  readonly weight: number | null;
  readonly product: number | null;
  readonly isWinner: boolean;
}

/** One channel of the input under the window, row by row. A cell is null if it lies outside the picture. */
export interface WindowChannel {
  readonly channel: number;
  readonly cells: readonly (WindowCell | null)[];
  /** The contribution of the channel to the sum. */
  readonly sum: number;
}

export function WindowPicture({ facts }: { facts: CellFacts }) {
  const mode = useColourMode();
  const [rows, columns] = facts.window ?? [];
  if (!rows || !columns || rows.length > WIDEST || columns.length > WIDEST) return null;
  const all = channelsOf(facts);
  const drawn = all.slice(0, MOST_CHANNELS);
  const size = (cell: WindowCell) => Math.abs(cell.product ?? cell.value);
  const most = Math.max(0, ...drawn.flatMap(({ cells }) => cells.map((c) => (c ? size(c) : 0))));
  const shade = signed(most || 1);
  return (
    <div className={classes["windows"]}>
      {drawn.map(({ channel, cells, sum }) => (
        <figure key={channel}>
          <table
            className={classes["window"]}
            style={{ "--columns": columns.length } as CSSProperties}
            aria-label={`The window on channel ${channel + 1}`}
          >
            <tbody>
              {rows.map((row, down) => (
                <tr key={row}>
                  {columns.map((column, across) => {
                    const cell = cells[down * columns.length + across];
                    const colour = cell && colourOf(cell.product ?? cell.value, shade, mode);
                    return (
                      <td
                        key={column}
                        data-outside={!cell || undefined}
                        data-winner={cell?.isWinner || undefined}
                        title={cell ? undefined : "padding: a zero outside the picture"}
                        style={colour ? { background: css(colour, 0.45) } : undefined}
                      >
                        {cell ? cellWords(cell) : "0"}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
          <figcaption>
            channel {channel + 1}
            {facts.sums && <>: {numberText(sum)}</>}
          </figcaption>
        </figure>
      ))}
      {all.length > drawn.length && (
        <p className={classes["hint"]}>
          and {all.length - drawn.length} more channels, which add{" "}
          {numberText(all.slice(MOST_CHANNELS).reduce((total, { sum }) => total + sum, 0))}
        </p>
      )}
    </div>
  );
}

function cellWords({ value, weight }: WindowCell) {
  return (
    <>
      <span>{short(value)}</span>
      {weight !== null && <span>×{short(weight)}</span>}
    </>
  );
}

/** A number with as many digits as fit into a cell. */
function short(value: number): string {
  const size = Math.abs(value);
  const words = size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
  return words.replace(/\.?0+$/, "").replace(/^-/, "−") || "0";
}

/** The channels under a window, largest contribution first. Pure. */
export function channelsOf(facts: CellFacts): WindowChannel[] {
  const [rows = [], columns = []] = facts.window ?? [];
  const found = new Map<number, (WindowCell | null)[]>();
  const column = (name: string) => facts.columns.indexOf(name);
  const [values, weights, products] = ["value", "weight", "product"].map(column);
  facts.reads.forEach(([, channel = 0, row = 0, at = 0], term) => {
    const cells = found.get(channel) ?? rows.flatMap(() => columns.map(() => null));
    const place = rows.indexOf(row) * columns.length + columns.indexOf(at);
    const number = (which: number | undefined) => {
      const cell = facts.rows[term]?.[which ?? -1];
      return typeof cell === "number" ? cell : null;
    };
    cells[place] = {
      value: number(values) ?? 0,
      weight: number(weights),
      product: number(products),
      isWinner: term === facts.winner,
    };
    found.set(channel, cells);
  });
  const sum = (cells: readonly (WindowCell | null)[]) =>
    cells.reduce((total, cell) => total + (cell?.product ?? 0), 0);
  return [...found]
    .map(([channel, cells]) => ({ channel, cells, sum: sum(cells) }))
    .sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum));
}
