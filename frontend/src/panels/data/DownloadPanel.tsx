/** Downloads a known data set that is not on this server yet. Shows the progress, or why the download failed. */
import { Button, Progress } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useState } from "react";

import type { Download } from "../../api/files";
import { getDownload, startDownload } from "../../session/files";
import type { CatalogueEntry } from "../../api/types";
import { notifyError } from "../../store/messages";
import { checkAgain } from "../../session/session";
import { megabytes } from "./uploadFile";
import classes from "./UploadPanel.module.css";

/** How often the page asks for the progress, in milliseconds. */
const ASK_MS = 500;

export function DownloadPanel({ entry: { type, title } }: { readonly entry: CatalogueEntry }) {
  const [download, setDownload] = useState<Download | null>(null);
  const isGoing = download?.state === "going";
  useEffect(() => {
    let isWanted = true;
    const ask = () =>
      getDownload(type).then((answer) => {
        if (!isWanted) return;
        setDownload(answer);
        if (isGoing && answer.state === "done") checkAgain();
      }, notifyError);
    void ask();
    const timer = isGoing ? setInterval(() => void ask(), ASK_MS) : undefined;
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [isGoing, type]);
  if (!download || download.state === "done") return null;
  return (
    <section aria-label={`Download ${title}`} className={classes["upload"]}>
      {isGoing ? (
        <div role="status" className={classes["going"]}>
          <span>
            {megabytes(download.bytes)} of {megabytes(download.total)}
          </span>
          <Progress
            size="sm"
            value={(100 * download.bytes) / Math.max(1, download.total)}
            aria-label={`How much of ${title} is here`}
          />
        </div>
      ) : (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconDownload size="0.8125rem" />}
          onClick={() => void startDownload(type).then(setDownload, notifyError)}
        >
          Download {title}, {megabytes(download.total)}
        </Button>
      )}
      {download.state === "failed" && download.error && (
        <p role="alert" className={classes["refusal"]}>
          {download.error}
        </p>
      )}
      <p className={classes["limits"]}>
        Fetched once from where its makers keep it, checked, and kept on this server.
      </p>
    </section>
  );
}
