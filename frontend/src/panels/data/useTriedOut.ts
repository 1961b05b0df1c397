/** The check's answer about a possible project. It is requested after the project has stayed unchanged for a moment. */
import { useEffect, useState } from "react";

import type { ProjectFile, Report } from "../../api/types";
import { tryOut } from "../../session/tryOut";

const REST_MS = 150;

export interface TriedOut {
  /** The newest answer. If `isLate`, it is about an earlier version of the file. */
  readonly report: Report | null;
  readonly isLate: boolean;
}

export function useTriedOut(file: ProjectFile): TriedOut {
  const [answered, setAnswered] = useState<{ file: ProjectFile; report: Report | null } | null>(
    null,
  );
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => {
      void tryOut(file).then((report) => {
        if (isWanted) setAnswered({ file, report });
      });
    }, REST_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [file]);
  return { report: answered?.report ?? null, isLate: answered?.file !== file };
}
