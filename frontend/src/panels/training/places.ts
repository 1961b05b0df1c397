/** The ids of the settings on the page, by which a search opens them. Pure. */
import type { EntryFormProps } from "../../forms/EntryForm";

/** The id of a part that folds: `part-early-stopping`. */
export function partId(title: string): string {
  return `part-${idOf(title)}`;
}

/** The id of the choice of an entry: `choice-optimizer`. */
export function choiceId(label: string): string {
  return `choice-${idOf(label)}`;
}

/** What the ids of an entry's fields begin with. The place is that in the project file: `augmentations[0]`. */
export function fieldPrefix(place: string, show: EntryFormProps["show"] = "all"): string {
  return `${place.replace(/\W/g, "-")}-${show}`;
}

/** The ids that the control of a field may have: a value, the switch of one that may be none, the first of several. */
export function fieldIds(prefix: string, name: string): string[] {
  return [`${prefix}-${name}`, `${prefix}-${name}-on`, `${prefix}-${name}-1`];
}

function idOf(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
