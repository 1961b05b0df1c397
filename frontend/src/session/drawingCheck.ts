/** Asks the server about the drawing: what is wrong with it, and what its data look like. */
import { sentenceOf } from "../api/sentenceOf";
import type { Api, PreviewRequest } from "../api/client";
import type { ProjectFile } from "../api/types";
import { useCheck } from "../store/check";
import { usePreviewState } from "../store/preview";
import { drawing } from "./drawingAndRun";
import { newestOnly } from "./newestOnly";
import { previewRequest } from "./previewOf";

export class DrawingCheck {
  /** Checks a drawing; while an answer is awaited, only the newest drawing waits. */
  readonly check;
  readonly preview;

  /** `onChecked` is called after each answer. */
  constructor(api: Pick<Api, "check" | "preview">, onChecked: () => void) {
    this.check = newestOnly(
      (file: ProjectFile) => api.check(file),
      (report, file) => {
        useCheck.setState({ report, file, problem: null });
        onChecked();
      },
      (error) => useCheck.setState({ problem: sentenceOf(error) }),
    );
    this.preview = newestOnly(
      (request: PreviewRequest) => api.preview(request),
      (preview, request) => usePreviewState.setState({ preview, request, problem: null }),
      (error, request) => usePreviewState.setState({ request, problem: sentenceOf(error) }),
    );
  }

  /** Asks both anew about the drawing as it is now. */
  again(): void {
    this.check(drawing());
    this.preview(previewRequest(drawing()));
  }
}
