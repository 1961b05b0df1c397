/**
 * A button that freezes all layers with weights from elsewhere, so that only the others learn. It also unfreezes them.
 */
import { Button } from "@mantine/core";
import { IconLock, IconLockOpen } from "@tabler/icons-react";

import { useReport } from "../../store/check";
import { useProject } from "../../store/project";

export function Freeze() {
  const report = useReport();
  const nodes = useProject((state) => state.file.network.nodes);
  const learning = nodes.filter(({ id }) => (report?.nodes[id]?.num_params ?? 0) > 0);
  const all = learning.filter(({ id }) => report?.nodes[id]?.start === "taken");
  // Something must be left to learn: if all layers have weights from elsewhere, the output layer is not frozen.
  const isAll = all.length === learning.length;
  const taken = isAll ? all.filter(({ layer }) => layer.type !== "output") : all;
  if (taken.length === 0) return null;
  const isFrozen = taken.every(({ trainable }) => trainable === false);
  const ids = taken.map(({ id }) => id);
  return (
    <Button
      size="compact-xs"
      variant="light"
      leftSection={isFrozen ? <IconLockOpen size={12} /> : <IconLock size={12} />}
      onClick={() => useProject.getState().setTrainable(ids, isFrozen)}
    >
      {isFrozen
        ? `Let the ${count(ids.length)} learn again`
        : `Freeze the ${count(ids.length)} that ${ids.length === 1 ? "was" : "were"} taken`}
    </Button>
  );
}

function count(layers: number): string {
  return layers === 1 ? "layer" : `${layers} layers`;
}
