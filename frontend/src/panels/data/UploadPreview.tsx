/** The content of a file by kind: columns and first rows, classes and pictures, or characters and first lines. */
import { NativeSelect } from "@mantine/core";
import { useCallback, useMemo } from "react";

import type { ImagesMeta, TableMeta, TextMeta, Thumbnails, Upload } from "../../api/files";
import type { EntryJson } from "../../api/types";
import { PixelPicture } from "../../components/PixelPicture";
import classes from "./UploadDialog.module.css";
import { contentOf, roleOf, withRole, type Role } from "./columnRoles";
import { coloursOf, picturesOf, type Pictures as DrawnPictures } from "../sample/pictures";

type FilePreview = Upload["preview"];

interface TablePreviewProps {
  readonly meta: TableMeta;
  readonly entry: EntryJson;
  readonly onChange: (entry: EntryJson) => void;
}

/** Only this many columns are listed. The others keep their role. */
const MOST_COLUMNS = 200;
const ROLES: readonly (readonly [Role, string])[] = [
  ["seen", "the network sees it"],
  ["target", "the network must tell it"],
  ["ignored", "left out"],
];

export function TablePreview({ meta, entry, onChange }: TablePreviewProps) {
  return (
    <div>
      <h3 className={classes["heading"]}>
        {meta.rows.toLocaleString("en")} rows, {meta.columns.length} columns
      </h3>
      {entry.type === "csv_series" ? (
        <SeriesColumn meta={meta} entry={entry} onChange={onChange} />
      ) : (
        <Columns meta={meta} entry={entry} onChange={onChange} />
      )}
    </div>
  );
}

function Columns({ meta, entry, onChange }: TablePreviewProps) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes["scroll"]} tabIndex={0} role="group" aria-label="Columns">
      <table className={classes["table"]}>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">What it holds</th>
            <th scope="col">What it is for</th>
          </tr>
        </thead>
        <tbody>
          {meta.columns.slice(0, MOST_COLUMNS).map((column, at) => {
            const role = roleOf(column, entry);
            return (
              <tr key={at} data-role={role}>
                <th scope="row">{column.name}</th>
                <td>{contentOf(column)}</td>
                <td>
                  {role === "unused" ? (
                    "never used"
                  ) : (
                    <NativeSelect
                      size="xs"
                      aria-label={`What ${column.name} is for`}
                      value={role}
                      disabled={role === "target"}
                      onChange={(event) =>
                        onChange(withRole(entry, column.name, event.currentTarget.value as Role))
                      }
                      data={ROLES.map(([value, label]) => ({ value, label }))}
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function SeriesColumn({ meta, entry, onChange }: TablePreviewProps) {
  const numbers = meta.columns.filter(({ kind }) => kind === "number");
  const { column } = entry;
  return (
    <NativeSelect
      size="xs"
      label="The column with the measurements"
      value={typeof column === "string" ? column : ""}
      onChange={(event) => onChange({ ...entry, column: event.currentTarget.value })}
      data={numbers.map(({ name }) => name)}
    />
  );
}

interface ImagesPreviewProps {
  readonly meta: ImagesMeta;
  readonly preview: FilePreview | undefined;
}

export function ImagesPreview({ meta, preview }: ImagesPreviewProps) {
  return (
    <>
      <div>
        <h3 className={classes["heading"]}>
          {meta.count.toLocaleString("en")} pictures, {meta.size}×{meta.size}
          {meta.channels === 3 ? " in colour" : " in grey"}, {meta.classes.length} classes
        </h3>
        <ul className={classes["counts"]}>
          {meta.classes.map((name, at) => (
            <li key={name}>
              {name} <b>{meta.counts[at]?.toLocaleString("en")}</b>
            </li>
          ))}
        </ul>
      </div>
      {preview?.pictures && <Pictures pictures={preview.pictures} names={meta.classes} />}
    </>
  );
}

function Pictures({ pictures, names }: { pictures: Thumbnails; names: readonly string[] }) {
  const drawn = useMemo(
    () => picturesOf({ shape: pictures.shape, data: pictures.data, low: 0, high: 1 }),
    [pictures],
  );
  if (!drawn) return null;
  return (
    <div className={classes["pictures"]}>
      {pictures.labels.map((label, at) => (
        <figure key={at}>
          <Picture pictures={drawn} at={at} label={`A picture of ${names[label] ?? "no class"}`} />
          <figcaption>{names[label]}</figcaption>
        </figure>
      ))}
    </div>
  );
}

interface PictureProps {
  readonly pictures: DrawnPictures;
  readonly at: number;
  readonly label: string;
}

function Picture({ pictures, at, label }: PictureProps) {
  const fill = useCallback(
    (pixels: Uint32Array) => coloursOf(pictures, at, pixels),
    [at, pictures],
  );
  return <PixelPicture width={pictures.width} height={pictures.height} fill={fill} label={label} />;
}

interface TextPreviewProps {
  readonly meta: TextMeta;
  readonly preview: FilePreview | undefined;
}

const MOST_LETTERS = 120;
const MOST_WORDS = 24;

export function TextPreview({ meta, preview }: TextPreviewProps) {
  const many = (count: number) => count.toLocaleString("en");
  return (
    <>
      <div>
        <h3 className={classes["heading"]}>
          {many(meta.characters)} characters, {many(meta.num_letters)} different
        </h3>
        <div className={classes["letters"]}>
          {meta.letters.slice(0, MOST_LETTERS).map((letter) => (
            <kbd key={letter}>{letter === "\n" ? "↵" : letter === " " ? "␣" : letter}</kbd>
          ))}
        </div>
      </div>
      <div>
        <h3 className={classes["heading"]}>
          {many(meta.num_words)} words, {many(meta.num_different_words)} different
        </h3>
        <div className={classes["letters"]}>
          {meta.words.slice(0, MOST_WORDS).map((word) => (
            <kbd key={word}>{word}</kbd>
          ))}
        </div>
      </div>
      {preview && preview.lines.length > 0 && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={classes["lines"]} tabIndex={0} aria-label="First lines">
          {preview.lines.join("\n")}
        </pre>
      )}
    </>
  );
}
