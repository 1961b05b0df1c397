/** The first rows of a table, as they were read and as they stand in the file. */
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";

import type { TableMeta, Upload } from "../../api/files";
import dialog from "./UploadDialog.module.css";
import classes from "./TableReading.module.css";

type FilePreview = Upload["preview"];

interface FirstRowsProps {
  readonly meta: TableMeta;
  readonly preview: FilePreview;
}

export function FirstRows({ meta, preview }: FirstRowsProps) {
  const [shown, setShown] = useState<"read" | "file">("read");
  return (
    <div>
      <div className={classes["bar"]}>
        <h3 className={dialog["heading"]}>First rows</h3>
        <SegmentedControl
          size="xs"
          aria-label="How the first rows are shown"
          value={shown}
          onChange={(value) => setShown(value === "file" ? "file" : "read")}
          data={[
            { value: "read", label: "As they are read" },
            { value: "file", label: "As in the file" },
          ]}
        />
      </div>
      {shown === "read" ? (
        <Rows meta={meta} preview={preview} />
      ) : (
        <FirstLines lines={preview.lines} />
      )}
    </div>
  );
}

function Rows({ meta, preview }: FirstRowsProps) {
  return (
    // A region that scrolls must be reachable by the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={dialog["scroll"]} tabIndex={0} role="group" aria-label="First rows">
      <table className={dialog["table"]}>
        <thead>
          <tr>
            {meta.columns.map(({ name }, at) => (
              <th key={at} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.read.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <Cell key={column} cell={cell} written={preview.rows[at]?.[column] ?? ""} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A value as it was read; what stands in the file is said on pointing, where it is something else. */
function Cell({ cell, written }: { readonly cell: string; readonly written: string }) {
  const title = cell === written ? undefined : `in the file: ${written || "nothing"}`;
  if (cell === "")
    return (
      <td title={title} className={classes["missing"]}>
        missing
      </td>
    );
  return <td title={title}>{cell}</td>;
}

export function FirstLines({ lines }: { readonly lines: readonly string[] }) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={classes["lines"]} tabIndex={0} aria-label="First lines">
      {lines.map((line, at) => (
        <span key={at} data-line={at + 1}>
          {line}
          {"\n"}
        </span>
      ))}
    </pre>
  );
}
