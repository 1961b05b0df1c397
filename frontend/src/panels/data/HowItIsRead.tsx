/** How a file was read, and how else it can be: its kind, and the recipe of a table. */
import { Button, Loader, NativeSelect } from "@mantine/core";
import { useEffect, useRef, useState } from "react";

import type { UploadKind } from "../../api/files";
import { FirstLines } from "./FirstRows";
import { setBefore, type Reading } from "./recipe";
import { RecipeForm } from "./RecipeForm";
import dialog from "./UploadDialog.module.css";
import classes from "./TableReading.module.css";
import { ACCEPTED } from "./uploadFile";
import type { FileReading } from "./useReading";

const KINDS = [
  { value: "table", label: "a table" },
  { value: "text", label: "a text" },
];
/** So much of a file is read here where the server could read none of it. */
const FIRST_BYTES = 20_000;
const MOST_LINES = 16;

export function HowItIsRead({ reading }: { readonly reading: FileReading }) {
  const { upload, source, given, kind, refusal, isReading } = reading;
  const own = useFirstLines(upload ? null : source);
  const meta = upload?.meta.kind === "table" ? upload.meta : null;
  const of: Reading = { meta, lines: upload?.preview?.lines ?? own };
  return (
    <section aria-label="How the file is read">
      <div className={classes["bar"]}>
        <h3 className={dialog["heading"]}>How it is read</h3>
        <span aria-live="polite" className={classes["state"]}>
          {isReading && (
            <>
              <Loader size="xs" /> Reading it again…
            </>
          )}
        </span>
        {source && (
          <NativeSelect
            size="xs"
            aria-label="Kind of file"
            value={kind}
            onChange={(event) => reading.read(given, event.currentTarget.value as UploadKind)}
            data={KINDS}
          />
        )}
      </div>
      {kind === "table" && (
        <RecipeForm
          reading={of}
          given={given}
          isEditable={source !== null}
          onChange={(next) => reading.read(next)}
        />
      )}
      {kind === "table" && source === null && (
        <Again onFile={(file) => reading.choose(file, meta ? setBefore(meta) : {})} />
      )}
      {refusal !== null && !isReading && (
        <p role="alert" className={classes["refusal"]}>
          Read so, the file cannot be taken: {refusal}
          {upload && " What is shown below is the reading before."}
        </p>
      )}
      {!upload && own.length > 0 && <FirstLines lines={own} />}
    </section>
  );
}

/** The server keeps the table, not the file: to read it otherwise, it is chosen again. */
function Again({ onFile }: { readonly onFile: (file: File) => void }) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <p className={classes["again"]}>
      <span>The table is kept, not the file.</span>
      <input
        ref={chooser}
        type="file"
        hidden
        accept={ACCEPTED}
        aria-label="The same file again"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) onFile(file);
          event.currentTarget.value = "";
        }}
      />
      <Button size="compact-xs" variant="default" onClick={() => chooser.current?.click()}>
        Choose the file again to read it otherwise
      </Button>
    </p>
  );
}

/** The first lines of a file that the server refused, so that a person can say how it is written. */
function useFirstLines(source: Blob | null): readonly string[] {
  const [lines, setLines] = useState<readonly string[]>([]);
  useEffect(() => {
    let isWanted = source !== null;
    void source
      ?.slice(0, FIRST_BYTES)
      .text()
      .then((text) => {
        if (isWanted && !text.includes("\0"))
          setLines(text.split(/\r\n|\r|\n/, MOST_LINES).map((line) => line.slice(0, 200)));
      })
      .catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [source]);
  return lines;
}
