/** Uploaded files for tests. */
import type { Upload } from "../api/files";

/** A table of two columns and three rows in Windows-1252 with semicolons. */
export function tableUpload(more: Partial<Upload> = {}): Upload {
  return {
    file: "f1",
    kind: "table",
    name: "plants.csv",
    size_bytes: 1200,
    is_new: true,
    notes: [],
    table_notes: [],
    data: [{ type: "csv_table", file: more.file ?? "f1", target: "kind", ignore: [] }],
    preview: {
      rows: [
        ["7,30", "alba"],
        ["n/a", "rubra"],
      ],
      read: [
        ["7.3", "alba"],
        ["", "rubra"],
      ],
      lines: ["length;kind", "7,30;alba", "n/a;rubra"],
      pictures: null,
      about: {},
    },
    meta: {
      kind: "table",
      name: "plants.csv",
      rows: 240,
      columns: [
        {
          name: "length",
          kind: "number",
          missing: 1,
          levels: [],
          counts: [],
          different: 0,
          low: 1,
          high: 9,
          role: "feature",
        },
        {
          name: "kind",
          kind: "category",
          missing: 0,
          levels: ["alba", "rubra"],
          counts: [120, 120],
          different: 0,
          low: null,
          high: null,
          role: "target",
        },
      ],
      format: "csv",
      parts: [],
      recipe: {
        part: null,
        encoding: "cp1252",
        delimiter: ";",
        quote: '"',
        escape: "doubled",
        header: 1,
        skip: 0,
        below: 0,
        decimal: ",",
        thousands: null,
        missing: null,
        dates: null,
        order: "file",
        cases: null,
      },
      sure: { encoding: 0.6, delimiter: 0.98, header: 1, decimal: 1, missing: 1 },
      notes: [],
      findings: [],
    },
    ...more,
  };
}
