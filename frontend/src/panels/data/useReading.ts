/**
 * A file that can be read again in another way while its dialog is open. One reading at a time; of what is asked for
 * meanwhile, only the last is read. A table that was only tried out is not kept.
 */
import { useEffect, useRef, useState } from "react";

import { sentenceOf } from "../../api/sentenceOf";
import type { Upload, UploadDetail, UploadKind } from "../../api/files";
import { deleteUpload, uploadFile } from "../../session/files";
import { useProject } from "../../store/project";
import { recipeText, type GivenRecipe } from "./recipe";

/** A file on the server. Without `preview` it was uploaded earlier. */
export type OpenedUpload = UploadDetail & Partial<Pick<Upload, "preview" | "notes" | "is_new">>;

/** What a dialog is opened with. */
export interface Opened {
  readonly name: string;
  readonly kind: UploadKind;
  /** The file itself, to read it again; null where it is not at hand. */
  readonly source: Blob | null;
  /** Null where the file was refused. */
  readonly upload: OpenedUpload | null;
  /** Why it was refused. */
  readonly refusal: string | null;
}

interface Wanted {
  readonly source: Blob;
  readonly name: string;
  readonly kind: UploadKind;
  readonly given: GivenRecipe;
}

export interface FileReading extends Opened {
  readonly given: GivenRecipe;
  readonly isReading: boolean;
  /** Read the file in another way. */
  readonly read: (given: GivenRecipe, kind?: UploadKind) => void;
  /** Take this file for the one that was uploaded earlier, and read it by the recipe that is there. */
  readonly choose: (file: File, given: GivenRecipe) => void;
}

type OnRead = (upload: OpenedUpload, before: OpenedUpload | null) => void;

/** `onRead` is called with each new reading and the one before it. */
export function useReading(opened: Opened, onRead: OnRead): FileReading {
  const [state, setState] = useState<State>({ ...opened, given: {}, isReading: false });
  const queue = useRef<Queue>({ isBusy: false, isOpen: true, next: null, kept: opened.upload });
  useEffect(() => {
    const { current } = queue;
    current.isOpen = true;
    return () => {
      current.isOpen = false;
    };
  }, []);
  const request = (wanted: Wanted) => {
    setState((before) => ({ ...before, ...wanted, isReading: true }));
    queue.current.next = wanted;
    if (!queue.current.isBusy) void work(queue.current, setState, onRead);
  };
  const { source, name, kind } = state;
  return {
    ...state,
    read: (given, as = kind) => {
      if (source) request({ source, name, kind: as, given });
    },
    choose: (file, given) => request({ source: file, name: file.name, kind, given }),
  };
}

interface Queue {
  isBusy: boolean;
  isOpen: boolean;
  next: Wanted | null;
  /** What the dialog shows. */
  kept: OpenedUpload | null;
}

type Changes = Partial<Omit<FileReading, "read" | "choose">>;
type Change = (change: (before: State) => State) => void;
type State = Opened & { readonly given: GivenRecipe; readonly isReading: boolean };

/** Reads what is wanted until nothing more is. */
async function work(queue: Queue, change: Change, onRead: OnRead): Promise<void> {
  const put = (changes: Changes) => {
    if (queue.isOpen) change((before) => ({ ...before, ...changes }));
  };
  queue.isBusy = true;
  while (queue.next !== null) {
    const { source, name, kind, given } = queue.next;
    queue.next = null;
    try {
      const upload = await uploadFile(kind, source, name, () => undefined, recipeText(given));
      if (!queue.isOpen) forget(upload, queue.kept);
      else {
        const before = queue.kept;
        forget(before, upload);
        queue.kept = upload;
        put({ upload, refusal: null });
        onRead(upload, before);
      }
    } catch (error) {
      put({ refusal: sentenceOf(error) });
    }
  }
  queue.isBusy = false;
  put({ isReading: false });
}

/** A reading that was replaced is kept no longer, unless it was here before, or the drawing uses it. */
function forget(replaced: OpenedUpload | null, by: OpenedUpload | null): void {
  if (replaced?.is_new !== true || replaced.file === by?.file) return;
  if (useProject.getState().file.data["file"] === replaced.file) return;
  void deleteUpload(replaced.kind, replaced.file).catch(() => undefined);
}
