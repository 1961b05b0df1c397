/** The form of a catalogue entry, made from its schema: labels, help texts, ranges and controls. */
import type { CatalogueEntry, EntrySchema, FieldSchema } from "../api/types";
import classes from "./EntryForm.module.css";
import { OneField } from "./OneField";
import { labelOf } from "../api/fieldSchema";

export interface EntryFormProps {
  /** What is edited: a catalogue entry, or anything else with a schema and defaults. */
  readonly entry: Pick<CatalogueEntry, "schema" | "defaults">;
  /** The fields that the person has set. A missing field has its default. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Called at every change, also while a slider moves. */
  readonly onChange: (field: string, value: unknown) => void;
  /** Called when a slider is released: the moment to end an undo step. */
  readonly onCommit?: () => void;
  /** Makes the ids unique on the page: the node's id, or the name of the panel. */
  readonly idPrefix: string;
  /** `live`: only fields that may change while a run trains. `rest`: all other fields. */
  readonly show?: "all" | "live" | "rest";
  /** Only these fields, in this order. */
  readonly fields?: readonly string[];
  readonly disabled?: boolean;
  /** Why the value of a field is not allowed, by field: the check's sentences. */
  readonly problems?: Readonly<Record<string, string>>;
}

export function EntryForm(props: EntryFormProps) {
  const { entry, value, onChange, onCommit, idPrefix, disabled = false } = props;
  const names = fieldsOf(entry.schema, props.show, props.fields);
  if (names.length === 0) return null;
  return (
    <div className={classes["form"]}>
      {names.map((name) => (
        <div
          key={name}
          className={classes["field"]}
          data-live={schemaOf(entry.schema, name).ui?.live || undefined}
        >
          {schemaOf(entry.schema, name).ui?.live && <LiveDot />}
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
        </div>
      ))}
    </div>
  );
}

/** Marks a field that changes a training while it goes on. The others need a new run. */
function LiveDot() {
  const words = "Takes effect at once, while it trains";
  return <span className={classes["live"]} role="img" aria-label={words} title={words} />;
}

/** The fields that a form shows, in the order of the schema, or in the order of `only` if it is given. */
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

/** Replaces a `$ref` by the definition that it refers to in the schema's `$defs`. */
function resolved(field: FieldSchema, { $defs }: EntrySchema): FieldSchema {
  const name = field.$ref?.replace("#/$defs/", "");
  return name === undefined ? field : { ...$defs?.[name], ...field };
}
