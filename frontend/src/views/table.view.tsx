/** A table of words and numbers. */
import { numberText } from "./tensors";
import classes from "./table.module.css";
import { defineView, type ViewProps } from "./view";

function Table({ reading, label }: ViewProps<"table">) {
  const { columns = [], rows = [] } = reading.facts;
  return (
    <table className={classes["table"]} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column, at) => (
            <th key={at} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            {row.map((cell, column) => (
              <td key={column} data-number={typeof cell === "number" || undefined}>
                {cellText(cell)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The text of a cell; a dash if it is empty. Pure. */
export function cellText(cell: string | number | null): string {
  if (typeof cell === "number") return numberText(cell);
  return cell ?? "–";
}

export default defineView({ title: "Table", draws: "table", Draw: Table });
