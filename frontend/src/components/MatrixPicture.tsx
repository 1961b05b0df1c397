/** A matrix with names for its rows and columns. It can show its numbers. For weights and confusion matrices. */
import type { ReactNode } from "react";

import { colourOf, type PixelValues, type Shade } from "./colourScale";
import { css, type Rgb } from "./colours";
import { HeatMap } from "./HeatMap";
import classes from "./MatrixPicture.module.css";
import { useColourMode } from "./useColourMode";

export interface MatrixPictureProps {
  /** `rows` rows of `columns` numbers. */
  readonly values: PixelValues;
  readonly rows: number;
  readonly columns: number;
  readonly shade: Shade;
  readonly label: string;
  /** Names left of the rows and below the columns. */
  readonly rowNames?: readonly string[];
  readonly columnNames?: readonly string[];
  /** The text of a cell. If left out, cells have only a colour. For matrices of at most 20 × 20. */
  readonly cellText?: (row: number, column: number) => ReactNode;
  /** The text of a cell for screen readers; its names and its value if left out. */
  readonly cellLabel?: (row: number, column: number) => string;
  /** Receives the row and column under the pointer; null when the pointer has left. */
  readonly onHover?: (cell: { row: number; column: number } | null) => void;
}

export function MatrixPicture(props: MatrixPictureProps) {
  const { rowNames, columnNames, cellText, label, rows, columns, onHover } = props;
  const hover =
    onHover &&
    ((index: number | null) =>
      onHover(
        index === null ? null : { row: Math.floor(index / columns), column: index % columns },
      ));
  return (
    <div className={classes["frame"]}>
      {rowNames && <Names className={classes["rows"]} names={rowNames} />}
      {cellText ? (
        <Cells {...props} cellText={cellText} />
      ) : (
        <HeatMap
          values={props.values}
          width={columns}
          height={rows}
          shade={props.shade}
          label={label}
          onHover={hover}
          className={classes["picture"]}
        />
      )}
      {columnNames && (
        <Names className={classes["columns"]} names={columnNames} onEnd={standOnEnd(columnNames)} />
      )}
    </div>
  );
}

/** The column names fit side by side if they have at most this many letters together. */
const LETTERS_ACROSS = 34;

/** Whether the column names are written vertically, because they do not fit side by side. Pure. */
export function standOnEnd(names: readonly string[]): boolean {
  return names.length * Math.max(0, ...names.map(({ length }) => length)) > LETTERS_ACROSS;
}

interface NamesProps {
  readonly names: readonly string[];
  readonly className?: string | undefined;
  readonly onEnd?: boolean;
}

function Names({ names, className, onEnd }: NamesProps) {
  return (
    <div className={className} data-on-end={onEnd || undefined} aria-hidden>
      {names.map((name, at) => (
        <span key={at} title={name}>
          {name}
        </span>
      ))}
    </div>
  );
}

type CellsProps = MatrixPictureProps & Required<Pick<MatrixPictureProps, "cellText">>;

/** Draws the cells as an HTML table, so that a screen reader can go through the numbers. */
function Cells(props: CellsProps) {
  const { values, rows, columns, shade, label, cellText, cellLabel, onHover } = props;
  const mode = useColourMode();
  const colour = (row: number, column: number) =>
    colourOf((values[row * columns + column] ?? NaN) * (shade.unit ?? 1), shade, mode);
  return (
    <table
      className={classes["cells"]}
      aria-label={label}
      onPointerLeave={onHover && (() => onHover(null))}
    >
      <tbody>
        {indices(rows).map((row) => (
          <tr key={row}>
            {indices(columns).map((column) => (
              <td
                key={column}
                aria-label={cellLabel?.(row, column) ?? cellName(props, row, column)}
                style={{
                  background: css(colour(row, column)),
                  color: readableOn(colour(row, column)),
                }}
                onPointerEnter={onHover && (() => onHover({ row, column }))}
              >
                {cellText(row, column)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellName(
  { rowNames, columnNames, values, columns, shade }: CellsProps,
  row: number,
  column: number,
) {
  const value = (values[row * columns + column] ?? NaN) * (shade.unit ?? 1);
  return `${rowNames?.[row] ?? row}, ${columnNames?.[column] ?? column}: ${value}`;
}

/** Black or white, whichever is easier to read on the colour `ground`. */
export function readableOn(ground: Rgb): string {
  const [red, green, blue] = ground.map((part) => (part / 255) ** 2.2) as [number, number, number];
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  // At this luminance both contrasts are equal: (light + 0.05)² = 1.05 × 0.05.
  return light > 0.179 ? "#000" : "#fff";
}

function indices(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
