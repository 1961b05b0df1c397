/**
 * Uploads a person's own data. A file is dropped or chosen, the server reads it, and its content is shown before use.
 */
import { ActionIcon, Button, Progress } from "@mantine/core";
import { IconTrash, IconUpload } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";

import { sentenceOf } from "../../api/sentenceOf";
import type { UploadCard } from "../../api/files";
import { takeDroppedData, useDroppedData, type FolderFile } from "../../session/droppedFiles";
import { deleteUpload, getUpload, listUploads, uploadFile } from "../../session/files";
import { notifyError } from "../../store/messages";
import { useProject } from "../../store/project";
import { UploadDialog } from "./UploadDialog";
import classes from "./UploadPanel.module.css";
import { ACCEPTED, kindOf, LIMITS, megabytes, MOST_MEGABYTES } from "./uploadFile";
import type { Opened } from "./useReading";
import { zipped } from "./zipFolder";

interface Sending {
  readonly name: string;
  /** The share that is sent, from 0 to 1. At 1 the server reads the file. */
  readonly share: number;
}

export function UploadPanel() {
  const [opened, setOpened] = useState<Opened | null>(null);
  const { sending, refused, dismiss, send, sendFolder } = useSending(setOpened);
  useDropped((files) => void sendFolder(files).catch(notifyError));
  return (
    <section aria-label="Your own data" className={classes["upload"]}>
      <Choosers
        onFile={(file) => void send(file, file.name)}
        onFolder={(files) => void sendFolder(files)}
      />
      <details className={classes["limits"]}>
        <summary>or drop it anywhere: what fits?</summary>
        <ul>
          {Object.values(LIMITS).map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
          <li>{MOST_MEGABYTES} MB at most; it stays on this server</li>
        </ul>
      </details>
      {sending && <Going {...sending} />}
      {refused && (
        <p role="alert" className={classes["refusal"]}>
          <b>{refused.name}</b> was not taken. {refused.refusal}
          {refused.kind !== "images" && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                setOpened(refused);
                dismiss();
              }}
            >
              Say how it is read
            </Button>
          )}
        </p>
      )}
      <Earlier onOpen={setOpened} />
      {opened && <UploadDialog opened={opened} onClose={() => setOpened(null)} />}
    </section>
  );
}

/** Calls `take` with the data that were dropped on the page, also before this panel was there. */
function useDropped(take: (files: readonly FolderFile[]) => void): void {
  const takeNow = useEffectEvent(take);
  const waiting = useDroppedData((state) => state.files);
  useEffect(() => {
    const files = takeDroppedData();
    if (files.length > 0) takeNow(files);
  }, [waiting]);
}

/** Sends files and folders to the server. A folder is sent as one zip file. */
function useSending(onSent: (opened: Opened) => void) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [refused, setRefused] = useState<Opened | null>(null);
  const send = async (file: Blob, name: string) => {
    const kind = kindOf(name);
    setRefused(null);
    setSending({ name, share: 0 });
    try {
      const upload = await uploadFile(kind, file, name, (share) => setSending({ name, share }));
      onSent({ name, kind, source: file, upload, refusal: null });
    } catch (error) {
      setRefused({ name, kind, source: file, upload: null, refusal: sentenceOf(error) });
    }
    setSending(null);
  };
  const sendFolder = async (files: readonly FolderFile[]) => {
    const [first] = files;
    if (!first) return;
    if (files.length === 1 && !first.path.includes("/")) return send(first.data, first.path);
    const name = `${first.path.split("/")[0] ?? "folder"}.zip`;
    setSending({ name, share: 0 });
    await send(await zipped(files), name);
  };
  return { sending, refused, dismiss: () => setRefused(null), send, sendFolder };
}

interface ChoosersProps {
  readonly onFile: (file: File) => void;
  readonly onFolder: (files: readonly FolderFile[]) => void;
}

/** Buttons that open the browser's dialog for a file or a folder. */
function Choosers({ onFile, onFolder }: ChoosersProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        hidden
        accept={ACCEPTED}
        aria-label="File with your data"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) onFile(file);
          event.currentTarget.value = "";
        }}
      />
      <input
        ref={folder}
        type="file"
        hidden
        multiple
        aria-label="Folder of pictures"
        {...{ webkitdirectory: "" }}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          onFolder(files.map((file) => ({ path: file.webkitRelativePath, data: file })));
          event.currentTarget.value = "";
        }}
      />
      <div className={classes["buttons"]}>
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<IconUpload size="0.8125rem" />}
          onClick={() => chooser.current?.click()}
        >
          Upload a file
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={() => folder.current?.click()}>
          Folder
        </Button>
      </div>
    </>
  );
}

function Going({ name, share }: Sending) {
  const isRead = share >= 1;
  return (
    <div role="status" className={classes["going"]}>
      <span>{isRead ? `Reading ${name}…` : `Sending ${name}…`}</span>
      <Progress
        size="sm"
        value={100 * share}
        animated={isRead}
        aria-label={`How much of ${name} was sent`}
      />
    </div>
  );
}

/** Earlier uploads, to use again or to delete. */
function Earlier({ onOpen }: { readonly onOpen: (opened: Opened) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [cards, setCards] = useState<readonly UploadCard[] | null>(null);
  const data = useProject((state) => state.file.data);
  const drawn = data["file"];
  const own = typeof drawn === "string" && drawn !== "" ? drawn : null;
  const load = () => listUploads().then(setCards, notifyError);
  useEffect(() => {
    if (isOpen || own !== null) void load();
  }, [isOpen, own]);
  const open = (card: UploadCard) => openedAgain(card).then(onOpen, notifyError);
  const now = cards?.find(({ file }) => file === own);
  return (
    <>
      {now && (
        <p className={classes["now"]}>
          <span>{now.name || "Your file"}</span>
          <Button size="compact-xs" variant="subtle" onClick={() => void open(now)}>
            Change
          </Button>
        </p>
      )}
      <details
        className={classes["limits"]}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary>Uploaded before</summary>
        {cards?.length === 0 && <p>Nothing yet.</p>}
        <ul className={classes["cards"]}>
          {cards?.map((card) => (
            <li key={`${card.kind} ${card.file}`}>
              <button type="button" onClick={() => void open(card)}>
                {card.name || card.file.slice(0, 8)}
              </button>
              <small>{megabytes(card.size_bytes)}</small>
              <ActionIcon
                size="xs"
                variant="subtle"
                color="gray"
                aria-label={`Forget ${card.name || card.file.slice(0, 8)}`}
                onClick={() => void deleteUpload(card.kind, card.file).then(load, notifyError)}
              >
                <IconTrash size={12} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

async function openedAgain({ kind, file }: UploadCard): Promise<Opened> {
  const upload = await getUpload(kind, file);
  return { name: upload.name, kind, source: null, upload, refusal: null };
}
