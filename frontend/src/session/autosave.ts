/** Saves every change of the drawing: in this browser at once, on the server half a second later. */
import type { ProjectFile } from "../api/types";
import { newestOnly } from "./newestOnly";

/** What this browser remembers of the last drawing. */
export interface Saved {
  readonly file: ProjectFile;
  /** Whether a person changed it since it was opened. */
  readonly isEdited: boolean;
  /** Its id on the server; null while it was never changed. */
  readonly project: string | null;
  /** The run that was on the screen; null for a draft. */
  readonly run: string | null;
}

export interface AutosaveDeps {
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  create(file: ProjectFile): Promise<string>;
  /** False where the server has no such project any more. */
  save(id: string, file: ProjectFile): Promise<boolean>;
  failed(error: unknown): void;
  /** The server has the newest drawing. */
  worked(): void;
}

const KEY = "torchground-drawing";
const SERVER_MS = 500;

export class Autosave {
  private saved: Saved | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly push;
  /** Counts the drawings that were opened. A late answer about an earlier drawing must not give its id to this one. */
  private work = 0;

  constructor(private readonly deps: AutosaveDeps) {
    this.push = newestOnly(
      (file: ProjectFile) => this.toServer(file),
      () => this.deps.worked(),
      (error) => this.deps.failed(error),
    );
  }

  /** What was saved last; null where there is nothing or it cannot be read. */
  restore(): Saved | null {
    try {
      const text = this.deps.storage.getItem(KEY);
      const saved = text === null ? null : (JSON.parse(text) as Saved);
      return typeof saved?.file?.network === "object" ? saved : null;
    } catch {
      return null;
    }
  }

  /** Begins with another drawing. It is sent to the server when it is first changed. */
  begin(file: ProjectFile, project: string | null, run: string | null): void {
    clearTimeout(this.timer);
    this.work++;
    this.write({ file, isEdited: false, project, run });
  }

  /** The drawing was changed. */
  changed(file: ProjectFile): void {
    this.write({ project: null, run: null, ...this.saved, isEdited: true, file });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.push(file), SERVER_MS);
  }

  /** Another run is on the screen. */
  shows(run: string | null): void {
    if (this.saved && this.saved.run !== run) this.write({ ...this.saved, run });
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private async toServer(file: ProjectFile): Promise<void> {
    const { work } = this;
    const known = this.saved?.project;
    if (known && (await this.deps.save(known, file))) return;
    const project = await this.deps.create(file);
    if (work === this.work && this.saved) this.write({ ...this.saved, project });
  }

  private write(saved: Saved): void {
    this.saved = saved;
    try {
      this.deps.storage.setItem(KEY, JSON.stringify(saved));
    } catch {
      // The browser's storage is full or forbidden. The server still gets the drawing.
    }
  }
}
