/** The content of an uploaded file and how it will be used, shown before anything is trained on it. */
import { Button, Modal, SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";

import type { Column, Upload } from "../../api/files";
import type { EntryJson, Report } from "../../api/types";
import { EntryForm } from "../../forms/EntryForm";
import { useEntry } from "../../store/catalogue";
import { fingerprint } from "../../project/fingerprint";
import { usePreferences } from "../../store/preferences";
import { useProject } from "../../store/project";
import { megabytes, titleOf } from "./uploadFile";
import { ImagesPreview, TablePreview, TextPreview } from "./UploadPreview";
import classes from "./UploadDialog.module.css";
import { carried } from "./columnRoles";
import { FirstRows } from "./FirstRows";
import { HowItIsRead } from "./HowItIsRead";
import { TableNotes } from "./TableNotes";
import { chooseData, projectWith, taskOf } from "./chooseData";
import { settingsOf } from "./dataSettings";
import { starter, starterName } from "../../project/starter";
import { useReading, type FileReading, type Opened, type OpenedUpload } from "./useReading";
import { useTriedOut } from "./useTriedOut";

interface UploadDialogProps {
  readonly opened: Opened;
  readonly onClose: () => void;
}

/** How a data set of this type uses the rows of the file. */
const USES: Readonly<Record<string, string>> = {
  csv_table: "Each row is a sample",
  csv_series: "The rows follow in time",
};

export function UploadDialog({ opened, onClose }: UploadDialogProps) {
  const [entry, setEntry] = useState(() => (opened.upload ? firstEntry(opened.upload) : null));
  const reading = useReading(opened, (upload, before) =>
    setEntry((chosen) => entryFor(chosen, before, upload)),
  );
  const { upload, isReading } = reading;
  return (
    <Modal
      opened
      onClose={onClose}
      size="64rem"
      title={reading.name || "Your data"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <div className={classes["dialog"]} aria-busy={isReading}>
        {hasChoices(reading) && <HowItIsRead reading={reading} />}
        {upload && entry && (
          <>
            <Content upload={upload} entry={entry} onChange={setEntry} reading={reading} />
            <Settings entry={entry} onChange={setEntry} />
            <Use name={upload.name} entry={entry} isReading={isReading} onClose={onClose} />
          </>
        )}
      </div>
    </Modal>
  );
}

/** Whether anything can be said about how the file is read. */
function hasChoices({ kind, source }: FileReading): boolean {
  return kind === "table" || (kind === "text" && source !== null);
}

interface ContentProps {
  readonly upload: OpenedUpload;
  readonly entry: EntryJson;
  readonly reading: FileReading;
  readonly onChange: (entry: EntryJson) => void;
}

/** What is in the file, by its kind. */
function Content({ upload, entry, reading, onChange }: ContentProps) {
  const { meta, preview, notes = [] } = upload;
  const uses = upload.data.filter(({ type }, at, all) => first(all, type) === at);
  if (meta.kind === "images" || meta.kind === "text")
    return (
      <>
        <p className={classes["about"]}>
          {[megabytes(upload.size_bytes), ...aboutOf(preview)].join(" · ")}
        </p>
        {notes.map((note) => (
          <p key={note} className={classes["note"]}>
            {note}
          </p>
        ))}
        {meta.kind === "images" ? (
          <ImagesPreview meta={meta} preview={preview} />
        ) : (
          <TextPreview meta={meta} preview={preview} />
        )}
      </>
    );
  return (
    <>
      {preview && <FirstRows meta={meta} preview={preview} />}
      <TableNotes
        notes={upload.table_notes}
        entry={entry}
        given={reading.given}
        isEditable={reading.source !== null}
        onEntry={onChange}
        onRecipe={reading.read}
      />
      {uses.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label="What the rows are"
          value={entry.type}
          onChange={(type) => onChange(upload.data.find((one) => one.type === type) ?? entry)}
          data={uses.map(({ type }) => ({ value: type, label: USES[type] ?? type }))}
        />
      )}
      <TablePreview meta={meta} entry={entry} onChange={onChange} />
    </>
  );
}

/** What was chosen, for a file that was read again in another way. */
function entryFor(
  chosen: EntryJson | null,
  before: OpenedUpload | null,
  upload: OpenedUpload,
): EntryJson {
  const suggestion = upload.data.find(({ type }) => type === chosen?.type) ?? firstEntry(upload);
  return carried(chosen, columnsOf(before), suggestion, columnsOf(upload));
}

function columnsOf(upload: OpenedUpload | null): readonly Column[] {
  return upload?.meta.kind === "table" ? upload.meta.columns : [];
}

/** The entry of the project if it uses this file already, else the server's first suggestion for the file. */
function firstEntry({ file, data }: OpenedUpload): EntryJson {
  const drawn = useProject.getState().file.data;
  if (drawn["file"] === file) return drawn;
  return data[0] ?? { type: "csv_table", file };
}

function first(all: readonly EntryJson[], type: string): number {
  return all.findIndex((one) => one.type === type);
}

function aboutOf(preview: Upload["preview"] | undefined): string[] {
  return Object.entries(preview?.about ?? {}).map(([what, how]) => `${what}: ${how}`);
}

interface SettingsProps {
  readonly entry: EntryJson;
  readonly onChange: (entry: EntryJson) => void;
}

function Settings({ entry, onChange }: SettingsProps) {
  const declared = useEntry("datasets", entry.type);
  if (!declared) return null;
  return (
    <div className={classes["settings"]}>
      <EntryForm
        key={entry.type}
        entry={declared}
        value={entry}
        onChange={(field, value) => onChange({ ...entry, [field]: value })}
        fields={settingsOf(declared)}
        idPrefix="upload"
      />
    </div>
  );
}

interface UseProps {
  readonly name: string;
  readonly entry: EntryJson;
  /** Whether the file is being read again, so that the entry is about to change. */
  readonly isReading: boolean;
  readonly onClose: () => void;
}

/** A sentence about what the network will see, and buttons that use the data in this drawing or in a new one. */
function Use({ name, entry, isReading, onClose }: UseProps) {
  const file = useProject((state) => state.file);
  const [wanted, setWanted] = useState<string | null>(null);
  const candidate = useMemo(() => projectWith(file, entry, wanted), [entry, file, wanted]);
  const { report, isLate: isUnanswered } = useTriedOut(candidate);
  const isLate = isUnanswered || isReading;
  const info = report?.data ?? null;
  // The task that fits is known only after the server has checked the data.
  if (info && taskOf(info) !== wanted) setWanted(taskOf(info));
  const problem = problemOf(report);
  const begin = () => usePreferences.getState().set({ sample: { index: 0, of: "test" } });
  const under = () => {
    chooseData(entry, info);
    begin();
    onClose();
  };
  const anew = () => {
    if (info) useProject.getState().load(starter(info, entry, titleOf(name)));
    begin();
    onClose();
  };
  const isOwn = fingerprint(file.data) === fingerprint(entry);
  return (
    <div className={classes["use"]}>
      <p role="status" data-problem={(problem !== null && !isLate) || undefined}>
        {problem ?? (info ? seenOf(info) : "Looking into it…")}
      </p>
      {info && !report?.ok && !isLate && (
        <p className={classes["about"]}>
          The network on the canvas does not fit them as it is: begin with {starterName(info)}, or
          use them and mend the drawing.
        </p>
      )}
      <div className={classes["actions"]}>
        <Button
          size="sm"
          variant={report?.ok ? "filled" : "default"}
          disabled={!info || isLate || isOwn}
          onClick={under}
        >
          Use under this drawing
        </Button>
        <Button
          size="sm"
          variant={report?.ok ? "default" : "filled"}
          disabled={!info || isLate}
          onClick={anew}
        >
          Begin with {info ? starterName(info) : "a new network"}
        </Button>
      </div>
    </div>
  );
}

/** Why the data cannot be used with these settings; null if they can. */
function problemOf(report: Report | null): string | null {
  if (!report || report.data) return null;
  const found = report.problems.find(({ place }) => place.startsWith("data")) ?? report.problems[0];
  return found?.sentence ?? "The server does not say what is wrong; try other settings.";
}

/** A sentence about what the network sees and what it must predict. */
function seenOf(info: NonNullable<Report["data"]>): string {
  const { shape, vocab = [], classes: names = [], features = [], num_train, num_test } = info;
  const sees =
    vocab.length > 0
      ? `${shape[0]} tokens of ${vocab.length} different ones`
      : shape.length === 3
        ? `pictures of ${shape[2]}×${shape[1]}${shape[0] === 3 ? " in colour" : ""}`
        : shape.length === 2
          ? `the last ${shape[0]} values`
          : `${shape[0]} ${shape[0] === 1 ? "number" : "numbers"}${features.length > 0 && features.length <= 6 ? ` (${features.join(", ")})` : ""}`;
  const tells =
    names.length > 0
      ? `which of ${names.length} classes it is (${names.slice(0, 4).join(", ")}${names.length > 4 ? ", …" : ""})`
      : vocab.length > 0
        ? `the ${info.target ?? "next token"}`
        : (info.target ?? "the target");
  const many = (count: number) => count.toLocaleString("en");
  return `The network sees ${sees} and must tell ${tells}. ${many(num_train)} samples to train with, ${many(num_test)} to test.`;
}
