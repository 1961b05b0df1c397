/** Brings the work of other browsers on this machine here: another browser, or another name for the same machine. */
import { gather as ask, getGathering, type Gathering } from "../api/gathering";
import { notify } from "../store/messages";

/** How many runs, drawings and files other browsers on this machine have; 0 where that is not known. */
export async function countElsewhere(): Promise<number> {
  try {
    return total(await getGathering());
  } catch {
    return 0; // it is only an offer
  }
}

export async function gather(): Promise<void> {
  const { runs, projects, files } = await ask();
  const parts = [counted(runs, "run"), counted(projects, "drawing"), counted(files, "file")];
  notify(
    `${parts.filter(Boolean).join(", ")} of other browsers on this computer are here now, and in all of them`,
    { tone: "news" },
  );
}

function total({ runs, projects, files }: Gathering): number {
  return runs + projects + files;
}

function counted(count: number, word: string): string {
  return count === 0 ? "" : `${count} ${word}${count === 1 ? "" : "s"}`;
}
