/** Asks the server's check about a drawing that is not on the canvas: what a wire would do before it is drawn. */
import { createApi } from "../api/client";
import type { ProjectFile, Report } from "../api/types";

const api = createApi();

/** The check's answer, or null where the server did not answer. */
export async function tryOut(file: ProjectFile): Promise<Report | null> {
  try {
    return await api.check(file);
  } catch {
    return null;
  }
}
