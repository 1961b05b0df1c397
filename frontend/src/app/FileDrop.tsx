/**
 * Takes files that are dropped anywhere on the page: a project is opened, a table, pictures or a text become the data,
 * weights become the start weights. While files are dragged, a sheet over the page says so. What the browser would do
 * with a dropped file or link, leaving the page, is prevented everywhere.
 */
import { IconDatabase, IconFileText, IconWeight } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useState } from "react";

import { takeDropped } from "./dropped";
import classes from "./FileDrop.module.css";
import { readDropped } from "./readDropped";
import { notifyError } from "../store/messages";

interface FileDropProps {
  /** Opens the tab that takes data. */
  readonly onData: () => void;
}

const ICON = { size: "1.5rem", "aria-hidden": true } as const;

const USES = [
  ["project", <IconFileText key="project" {...ICON} />, "A project (.json)", "opens on the canvas"],
  [
    "data",
    <IconDatabase key="data" {...ICON} />,
    "A table (.csv), pictures (folder or .zip), a text (.txt)",
    "become your data, once you have looked at them",
  ],
  [
    "weights",
    <IconWeight key="weights" {...ICON} />,
    "Weights (.safetensors)",
    "become the start weights of the drawing",
  ],
] as const;

export function FileDrop({ onData }: FileDropProps) {
  const [dragged, setDragged] = useState<string | null>(null);
  const take = useEffectEvent((items: DataTransferItemList) => {
    // The browser empties the list as soon as this event is over, so it is read at once.
    void readDropped(items)
      .then((files) => takeDropped(files, onData))
      .catch(notifyError);
  });
  useEffect(() => watchDrags(setDragged, (items) => take(items)), []);
  if (dragged === null) return null;
  return (
    <div className={classes["sheet"]} role="status">
      <div className={classes["frame"]}>
        <h2>Drop it here</h2>
        <ul>
          {USES.map(([use, icon, what, does]) => (
            <li key={use} data-likely={use === dragged || undefined}>
              {icon}
              <span>
                <b>{what}</b> {does}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Tells what is dragged over the page (null: nothing), and takes what is dropped. Returns how to stop. */
function watchDrags(
  tell: (dragged: string | null) => void,
  take: (items: DataTransferItemList) => void,
): () => void {
  const away = new AbortController();
  const on = (
    type: "dragenter" | "dragover" | "dragleave" | "drop",
    does: (e: DragEvent) => void,
  ) => window.addEventListener(type, does, { capture: true, signal: away.signal });
  const over = (event: DragEvent) => {
    if (isForField(event)) return;
    event.preventDefault();
    const { dataTransfer } = event;
    if (!dataTransfer) return;
    dataTransfer.dropEffect = hasFiles(event) ? "copy" : "none";
    if (hasFiles(event)) tell(likely(dataTransfer.items));
  };
  on("dragenter", over);
  on("dragover", over);
  on("dragleave", ({ relatedTarget }) => {
    if (!relatedTarget) tell(null);
  });
  on("drop", (event) => {
    tell(null);
    if (isForField(event)) return;
    event.preventDefault();
    if (event.dataTransfer && hasFiles(event)) take(event.dataTransfer.items);
  });
  return () => away.abort();
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}

/** Whether a text is dragged over a field that takes text. */
function isForField(event: DragEvent): boolean {
  const isField =
    event.target instanceof Element &&
    event.target.closest('input:not([type="file"]), textarea, [contenteditable="true"]') !== null;
  return isField && !hasFiles(event);
}

/** What a file is likely to be. While it is dragged only its type is known, and weights have none. */
function likely(items: DataTransferItemList): string {
  const [first] = items;
  if (items.length !== 1 || !first) return "data";
  if (first.type === "application/json") return "project";
  return first.type === "" ? "" : "data";
}
