/** Does what the button of a problem says: changes the drawing, or has the server download what a layer needs. */
import { create } from "zustand";

import { type Download, getDownload, startDownload } from "../api/files";
import type { Fix } from "../api/types";
import { dismissOf, notify, notifyError } from "../store/messages";
import { useProject } from "../store/project";
import { checkAgain } from "./session";

/** How often to ask for the progress. */
const ASK_MS = 500;

/** The downloads that this page started and that are not done, by name. */
const useGoing = create<Readonly<Record<string, Download>>>(() => ({}));

export function mend(fix: Fix): void {
  if (fix.action === "fetch") void fetchIt(fix.download);
  else useProject.getState().applyFix(fix);
}

/** The progress of what a button downloads; undefined where no download is going on. */
export function useFetched(fix: Fix): Download | undefined {
  return useGoing((going) => (fix.action === "fetch" ? going[fix.download] : undefined));
}

async function fetchIt(name: string): Promise<void> {
  dismissOf(["download"]);
  try {
    let fetched = await startDownload(name);
    while (fetched.state === "going") {
      useGoing.setState({ [name]: fetched });
      await new Promise((resolve) => setTimeout(resolve, ASK_MS));
      fetched = await getDownload(name);
    }
    if (fetched.state === "done") checkAgain();
    else notify(fetched.error ?? "The download did not begin; try again", { cause: "download" });
  } catch (error) {
    notifyError(error);
  }
  useGoing.setState(({ [name]: _, ...others }) => others, true);
}
