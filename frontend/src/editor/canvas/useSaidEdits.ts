/** Tells screen readers what an edit did, wherever it came from: canvas, palette, a key, a fix, or undo. */
import { useEffect } from "react";

import type { NodeFile } from "../../api/types";
import { entry } from "../../store/catalogue";
import { useProject } from "../../store/project";
import { editWords } from "../scene/editWords";
import { announce } from "../scene/state";
import { nodeTitle } from "../scene/words";

export function useSaidEdits(): void {
  useEffect(
    () =>
      useProject.subscribe((now, before) => {
        const [network, old] = [now.file.network, before.file.network];
        if (network.nodes === old.nodes && network.edges === old.edges) return;
        const words =
          now.origin === before.origin
            ? editWords(old, network, nameOf)
            : `${now.file.title}: ${network.nodes.length} layers.`;
        if (words !== null) announce(words);
      }),
    [],
  );
}

function nameOf(node: NodeFile): string {
  return nodeTitle(node, entry("layers", node.layer.type));
}
