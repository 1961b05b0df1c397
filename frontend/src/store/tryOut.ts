/** Asks the server's check about a drawing that is only thought of: what a wire would do before it is drawn. */
import type { ProjectFile, Report } from "../api/types";

/** The check's answer, or null where the server did not answer. */
export async function tryOut(file: ProjectFile): Promise<Report | null> {
  try {
    const answer = await fetch("/api/check", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(file),
    });
    return answer.ok ? ((await answer.json()) as Report) : null;
  } catch {
    return null;
  }
}
