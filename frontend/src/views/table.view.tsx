/** Rows of words and numbers, as they are. */
import { numberText, wordsOf } from "./tensors";
import classes from "./table.module.css";
import { defineView, type ViewProps } from "./view";

function Table({ reading, label }: ViewProps) {
  const columns = wordsOf(reading, "columns");
  const rows = reading.facts["rows"];
  return (
    <table className={classes["table"]} aria-label={label}>
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
        {(Array.isArray(rows) ? (rows as unknown[]) : []).map((row, at) => (
          <tr key={at}>
            {(Array.isArray(row) ? (row as unknown[]) : []).map((cell, column) => (
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

/** A cell as people read it; a dash where there is nothing. Pure. */
export function cellText(cell: unknown): string {
  if (typeof cell === "number") return numberText(cell);
  return typeof cell === "string" ? cell : "–";
}

export default defineView({ title: "Table", draws: "table", Draw: Table });
