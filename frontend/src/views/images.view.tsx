/** Rows of small pictures, for example inputs and outputs, generated samples, or decoded points between two codes. */
import { useMemo } from "react";

import { valueAt, type Tensor } from "../api/reading";
import { signed, type Shade } from "../components/colourScale";
import { ImageStack, type ImageCell } from "../components/ImageStack";
import { ScaleLegend } from "../components/ScaleLegend";
import classes from "./images.module.css";
import { pixelsOf, numberText, spanOf, unitOf } from "./tensors";
import { useSticky } from "./useSticky";
import { defineView, type ViewProps } from "./view";

function Images({
  reading,
  label,
  compact = false,
  onHover,
  onPick,
  ...room
}: ViewProps<"images">) {
  const values = reading.tensors.values;
  const [rowCount = 1, columnCount = 1, height = 1, width = 1] = values.shape;
  // In a low strip, a single column of pictures is drawn as one row.
  const isTurned = room.height !== undefined && columnCount === 1;
  const [rows, columns] = isTurned ? [1, rowCount] : [rowCount, columnCount];
  const [low, high] = spanOf(values);
  const bound = useSticky(reading.facts.bound ?? Math.max(Math.abs(low), Math.abs(high)));
  const isSigned = reading.facts.signed;
  const shades = useMemo(() => shadesOf(values, bound, isSigned), [bound, isSigned, values]);
  const rowNames = reading.facts.row_names ?? [];
  const names = isTurned ? [] : rowNames;
  const captions = isTurned && rowNames.length > 0 ? [rowNames] : (reading.facts.captions ?? []);
  const words = ({ image, row, column }: ImageCell) => {
    const [at, across] = [Math.floor(image / columns), image % columns];
    const value = valueAt(values, (image * height + row) * width + column);
    const which = captions[at]?.[across] ?? names[at] ?? `picture ${image + 1}`;
    return `${which}, row ${row + 1}, column ${column + 1}: ${numberText(value)}`;
  };
  return (
    <div className={classes["images"]} data-named={(names.length > 0 && !compact) || undefined}>
      {names.length > 0 && !compact && (
        <div className={classes["names"]} aria-hidden>
          {names.map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
      )}
      <div style={{ maxWidth: widthFor(room.height, columns * width, rows * height) }}>
        <ImageStack
          values={pixelsOf(values)}
          count={rows * columns}
          columns={columns}
          width={width}
          height={height}
          shade={shades}
          label={`${label}: ${rows * columns} pictures${names.length ? `, rows ${names.join(", ")}` : ""}`}
          gap={columns > 10 ? 1 : 3}
          onHover={onHover && ((cell) => onHover(cell && words(cell)))}
          onPick={onPick}
        />
        {captions.length > 0 && rows === 1 && !compact && (
          <div className={classes["captions"]}>
            {captions[0]?.map((caption, at) => (
              <span key={at}>{caption}</span>
            ))}
          </div>
        )}
        {!compact && shades[0] && <ScaleLegend shade={shades[0]} />}
      </div>
    </div>
  );
}

/** Height of the captions and the legend below the pictures, in CSS pixels. */
const CAPTIONS = 40;

/** The largest width at which all pictures fit into the height `room`; undefined if the height is not limited. */
function widthFor(room: number | undefined, across: number, down: number): number | undefined {
  return room === undefined ? undefined : (Math.max(0, room - CAPTIONS) * across) / down;
}

/** One shade for each picture: each row may be quantized by itself. Pure. */
export function shadesOf(values: Tensor, bound: number, isSigned: boolean): Shade[] {
  const [rows = 1, columns = 1] = values.shape;
  return Array.from({ length: rows * columns }, (_, image) => {
    const unit = unitOf(values, Math.floor(image / columns));
    return isSigned
      ? signed(bound, unit)
      : { scale: "ink", low: 0, high: bound > 0 ? bound : 1, unit };
  });
}

export default defineView({ title: "Pictures", draws: "images", Draw: Images });
