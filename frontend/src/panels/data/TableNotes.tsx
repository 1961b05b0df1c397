/** What was left out, filled, merged or guessed in a table, and what may mislead: with its rows, and a button that helps. */
import { Button } from "@mantine/core";

import type { TableSentence } from "../../api/files";
import type { EntryJson } from "../../api/types";
import { isIgnored, withRole } from "./columnRoles";
import { withMissingWord, type GivenRecipe } from "./recipe";
import classes from "./TableReading.module.css";

interface TableNotesProps {
  readonly notes: readonly TableSentence[];
  readonly entry: EntryJson;
  readonly given: GivenRecipe;
  /** False where the file is not at hand, so that it cannot be read again. */
  readonly isEditable: boolean;
  readonly onEntry: (entry: EntryJson) => void;
  readonly onRecipe: (given: GivenRecipe) => void;
}

export function TableNotes(props: TableNotesProps) {
  const { notes } = props;
  if (notes.length === 0) return null;
  return (
    <section aria-label="Notes about the table" className={classes["notes"]}>
      <Listed {...props} title="May mislead" notes={notes.filter((note) => note.may_mislead)} />
      <Listed
        {...props}
        title="Read otherwise than it stands in the file"
        notes={notes.filter((note) => !note.may_mislead)}
      />
    </section>
  );
}

function Listed({ title, ...props }: TableNotesProps & { readonly title: string }) {
  if (props.notes.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {props.notes.map((note, at) => (
          <Note key={at} note={note} {...props} />
        ))}
      </ul>
    </>
  );
}

function Note({ note, ...props }: TableNotesProps & { readonly note: TableSentence }) {
  const { sentence, lines, excerpts, may_mislead } = note;
  const advice = adviceOf(note, props);
  return (
    <li data-warns={may_mislead || undefined}>
      <p>{sentence}</p>
      {advice && (
        <Button size="compact-xs" variant="default" onClick={advice.run}>
          {advice.label}
        </Button>
      )}
      {excerpts.length > 0 && (
        <details>
          <summary>Show the lines</summary>
          <ol>
            {excerpts.map((excerpt, at) => (
              <li key={at}>
                <b>line {lines[at]?.toLocaleString("en")}</b> <code>{excerpt || "(empty)"}</code>
              </li>
            ))}
          </ol>
          {lines.length > excerpts.length && (
            <p>
              and line {lines.slice(excerpts.length).join(", ")}
              {note.count > lines.length && " …"}
            </p>
          )}
        </details>
      )}
    </li>
  );
}

interface Advice {
  readonly label: string;
  readonly run: () => void;
}

/** The button of a finding; null where there is none, or where it was pressed already. */
function adviceOf(note: TableSentence, props: TableNotesProps): Advice | null {
  const { entry, given, isEditable, onEntry, onRecipe } = props;
  const [column] = note.columns;
  if (note.advice === "ignore" && column !== undefined && entry.type === "csv_table") {
    if (entry["target"] === column) return null;
    return isIgnored(entry, column)
      ? {
          label: `Use “${column}” all the same`,
          run: () => onEntry(withRole(entry, column, "seen")),
        }
      : { label: `Leave out “${column}”`, run: () => onEntry(withRole(entry, column, "ignored")) };
  }
  if (!isEditable) return null;
  if (note.advice === "missing" && note.value !== "")
    return {
      label: `Count ${note.value} as missing`,
      run: () => onRecipe(withMissingWord(given, note.value)),
    };
  if (note.advice === "merge")
    return { label: "Take them as one value", run: () => onRecipe({ ...given, cases: "merge" }) };
  return null;
}
