/** The building blocks of the training settings: parts that fold, and entries to choose, with their forms. */
import { NativeSelect } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";

import type { CatalogueEntry, EntryJson } from "../../api/types";
import { EntryForm, type EntryFormProps } from "../../forms/EntryForm";
import { useReport } from "../../store/check";
import { endUndoStep } from "../../store/project";
import { choiceId, fieldPrefix, partId } from "./places";
import classes from "./TrainingPanel.module.css";
import { otherEntry } from "./otherEntry";
import { problemsAt } from "./trainingProblems";

export interface PartProps {
  readonly title: string;
  /** The current choice, in a word or two. */
  readonly value: string;
  /** Where its problems are in the project file: `loss` for `training.loss`. */
  readonly place?: string;
  readonly children: ReactNode;
}

/** A part of the settings that is folded under its title and its current choice. */
export function Part({ title, value, place, children }: PartProps) {
  const found = problemsAt(useReport()?.problems ?? [], place ?? "-");
  const isBad = found.whole.length > 0 || Object.keys(found.fields).length > 0;
  return (
    <details id={partId(title)} className={classes["part"]} data-bad={isBad || undefined}>
      <summary>
        <IconChevronRight size={12} aria-hidden />
        <span>{title}</span>
        <b>{value}</b>
      </summary>
      <div className={classes["settings"]}>
        {children}
        {found.whole.map((sentence) => (
          <p key={sentence} role="alert" className={classes["bad"]}>
            {sentence}
          </p>
        ))}
      </div>
    </details>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly entries: readonly CatalogueEntry[];
  readonly value: string | null;
  /** The name of the choice of no entry. Without it, an entry must be chosen. */
  readonly none?: string;
  readonly onChange: (type: string | null) => void;
}

/** A choice of one entry of a family, or of none. The tooltip shows the entry's help. */
export function Choice({ label, entries, value, none, onChange }: ChoiceProps) {
  const data = entries.map(({ type, title }) => ({ value: type, label: title }));
  return (
    <NativeSelect
      id={choiceId(label)}
      size="xs"
      aria-label={label}
      title={entries.find(({ type }) => type === value)?.help}
      value={value ?? ""}
      data={none === undefined ? data : [{ value: "", label: none }, ...data]}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

interface ChosenProps extends Omit<ChoiceProps, "value" | "onChange"> {
  readonly own: EntryJson | null;
  readonly onChange: (own: EntryJson | null) => void;
  /** Where it is in the project file: `loss` for `training.loss`. */
  readonly place: string;
  readonly show?: EntryFormProps["show"];
}

/** A choice of an entry, and the form of the chosen one. */
export function Chosen({ own, onChange, place, show, ...choice }: ChosenProps) {
  const entry = choice.entries.find(({ type }) => type === own?.type);
  return (
    <>
      <div className={classes["chosen"]}>
        <span>{choice.label}</span>
        <Choice
          {...choice}
          value={own?.type ?? null}
          onChange={(type) => onChange(type === null ? null : otherEntry(place, own, type))}
        />
      </div>
      {entry?.formula && <p className={classes["formula"]}>{entry.formula}</p>}
      {entry && own && (
        <Fields entry={entry} own={own} onChange={onChange} place={place} show={show} />
      )}
    </>
  );
}

interface FieldsProps {
  readonly entry: CatalogueEntry;
  readonly own: EntryJson;
  readonly onChange: (own: EntryJson) => void;
  readonly place: string;
  readonly show?: EntryFormProps["show"];
}

/** The form of an entry, with the problems that the check found in it. */
export function Fields({ entry, own, onChange, place, show }: FieldsProps) {
  const { fields } = problemsAt(useReport()?.problems ?? [], place);
  return (
    <EntryForm
      entry={entry}
      value={own}
      onChange={(field, value) => onChange({ ...own, [field]: value })}
      onCommit={endUndoStep}
      idPrefix={fieldPrefix(place, show)}
      problems={fields}
      show={show}
    />
  );
}
