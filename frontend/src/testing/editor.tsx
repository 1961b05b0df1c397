/** Renders a part of the editor with the scene of the drawing in the stores. */
import { MantineProvider } from "@mantine/core";
import { render, type RenderResult } from "@testing-library/react";
import { ReactFlowProvider } from "@xyflow/react";
import type { ReactElement, ReactNode } from "react";
import { vi } from "vitest";

import type { NodeReport } from "../api/types";
import { useEditor } from "../editor/scene/state";
import { SceneContext, useMadeScene } from "../editor/scene/useScene";

/** Resets the state of the editor. */
export function freshEditor(): void {
  useEditor.setState(useEditor.getInitialState(), true);
}

export function renderInEditor(ui: ReactElement): RenderResult {
  return render(ui, { wrapper: InEditor });
}

/** A stand-in for a class that happy-dom lacks: React Flow reads the zoom from it. */
class PlainMatrix {
  readonly m22 = 1;
}

function InEditor({ children }: { readonly children: ReactNode }) {
  vi.stubGlobal("DOMMatrixReadOnly", PlainMatrix);
  return (
    <MantineProvider env="test">
      <ReactFlowProvider>
        <InScene>{children}</InScene>
      </ReactFlowProvider>
    </MantineProvider>
  );
}

function InScene({ children }: { readonly children: ReactNode }) {
  return <SceneContext value={useMadeScene()}>{children}</SceneContext>;
}

/** The check's report on a node with this output shape. */
export function nodeReportOf(shape: number[] | null, more: Partial<NodeReport> = {}): NodeReport {
  return {
    shape,
    input_shapes: [[2]],
    num_params: 0,
    vocab: null,
    start: null,
    ...more,
  } as NodeReport;
}
