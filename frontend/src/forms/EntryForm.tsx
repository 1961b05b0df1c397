/** The form of anything that can be picked, made from its one declaration: labels, help, ranges and all. */
import { Fragment } from "react";

import type { CatalogueEntry, EntrySchema, FieldSchema } from "../api/types";
import classes from "./EntryForm.module.css";
import { OneField } from "./OneField";
import { labelOf } from "../api/fieldSchema";

export interface EntryFormProps {
  /** What is declared: a catalogue entry, or anything else with a schema and defaults. */
  readonly entry: Pick<CatalogueEntry, "schema" | "defaults">;
  /** The fields as the person set them; what is left out is at its default. */
  readonly value: Readonly<Record<string, unknown>>;
  /** With every move of a slider and every choice. */
  readonly onChange: (field: string, value: unknown) => void;
  /** When a slide ended: a good moment to end an undo step. */
  readonly onCommit?: () => void;
  /** Makes ids unique on the page; the node's id, or the room of the form. */
  readonly idPrefix: string;
  /** `live`: only what may change while a run trains; `rest`: all the others. */
  readonly show?: "all" | "live" | "rest";
  /** Only these fields, in this order. */
  readonly fields?: readonly string[];
  readonly disabled?: boolean;
  /** Why the value of a field does not do, by field: the sentences of the check. */
  readonly problems?: Readonly<Record<string, string>>;
}

export function EntryForm(props: EntryFormProps) {
  const { entry, value, onChange, onCommit, idPrefix, disabled = false } = props;
  const names = fieldsOf(entry.schema, props.show, props.fields);
  if (names.length === 0) return null;
  return (
    <div className={classes["form"]}>
      {names.map((name) => (
        <Fragment key={name}>
          <OneField
            id={`${idPrefix}-${name}`}
            label={labelOf(name, schemaOf(entry.schema, name))}
            help={schemaOf(entry.schema, name).description ?? ""}
            schema={schemaOf(entry.schema, name)}
            value={value[name] === undefined ? entry.defaults[name] : value[name]}
            onChange={(next) => onChange(name, next)}
            onCommit={onCommit}
            disabled={disabled}
          />
          {props.problems?.[name] !== undefined && (
            <p role="alert" className={classes["problem"]}>
              {props.problems[name]}
            </p>
          )}
        </Fragment>
      ))}
    </div>
  );
}

/** The fields a form shows, in the order of their declaration. */
export function fieldsOf(
  schema: EntrySchema,
  show: EntryFormProps["show"] = "all",
  only?: readonly string[],
): string[] {
  const declared = Object.keys(schema.properties).filter((name) => name !== "type");
  const names = only?.filter((name) => declared.includes(name)) ?? declared;
  if (show === "all") return names;
  return names.filter((name) => (schema.properties[name]?.ui?.live ?? false) === (show === "live"));
}

function schemaOf(schema: EntrySchema, name: string): FieldSchema {
  return resolved(schema.properties[name] ?? {}, schema);
}

/** Follows a reference into the schema's own definitions. */
function resolved(field: FieldSchema, { $defs }: EntrySchema): FieldSchema {
  const name = field.$ref?.replace("#/$defs/", "");
  return name === undefined ? field : { ...$defs?.[name], ...field };
}
