/** Does what a problem's button says: changes the drawing, or has the server fetch what a layer lacks. */
import { create } from "zustand";

import { type Download, getDownload, startDownload } from "../api/files";
import type { Fix } from "../api/types";
import { notify, notifyError } from "../store/messages";
import { useProject } from "../store/project";
import { checkAgain } from "./session";

/** How often to ask how far it is. */
const ASK_MS = 500;

/** By name, what is on its way because a button here was pressed. */
const useGoing = create<Readonly<Record<string, Download>>>(() => ({}));

export function mend(fix: Fix): void {
  if (fix.action === "fetch") void fetchIt(fix.download);
  else useProject.getState().applyFix(fix);
}

/** How far what a button fetches is; undefined where it is not on its way. */
export function useFetched(fix: Fix): Download | undefined {
  return useGoing((going) => (fix.action === "fetch" ? going[fix.download] : undefined));
}

async function fetchIt(name: string): Promise<void> {
  try {
    let told = await startDownload(name);
    while (told.state === "going") {
      useGoing.setState({ [name]: told });
      await new Promise((resolve) => setTimeout(resolve, ASK_MS));
      told = await getDownload(name);
    }
    if (told.state === "done") checkAgain();
    else notify(told.error ?? "The download did not begin; try again");
  } catch (error) {
    notifyError(error);
  }
  useGoing.setState(({ [name]: _, ...others }) => others, true);
}
