/** What the server's check says of forks before they are started. */
import { useEffect, useState } from "react";

import type { ProjectFile } from "../../api/types";
import { firstError } from "../../store/messages";
import { tryOut } from "../../session/tryOut";

/** How long values rest before they are checked. */
const REST_MS = 200;
const NONE: readonly (string | undefined)[] = [];

/** For each project the sentence that keeps it from training; undefined where there is none, or none yet. */
export function useForkProblems(forks: readonly ProjectFile[]): readonly (string | undefined)[] {
  const [answer, setAnswer] = useState({ forks, problems: NONE });
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => {
      void Promise.all(forks.map(problemOf)).then((problems) => {
        if (isWanted) setAnswer({ forks, problems });
      });
    }, REST_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [forks]);
  return answer.forks === forks ? answer.problems : NONE;
}

async function problemOf(fork: ProjectFile): Promise<string | undefined> {
  const report = await tryOut(fork);
  return report && !report.ok ? firstError(report.problems)?.sentence : undefined;
}
