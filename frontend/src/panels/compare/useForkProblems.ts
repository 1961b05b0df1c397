/** The server's check of forks before they start. */
import { useEffect, useState } from "react";

import type { ProjectFile } from "../../api/types";
import { firstError } from "../../store/messages";
import { tryOut } from "../../session/tryOut";

/** How long the values must stay unchanged before they are checked, in milliseconds. */
const REST_MS = 200;
const NONE: readonly (string | undefined)[] = [];

/** The first error that keeps each project from training; undefined if there is none or no answer yet. */
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
