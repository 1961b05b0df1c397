/** The undo and redo buttons. */
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";

import { IconButton } from "../components/IconButton";
import { redo, undo, useHistory } from "../store/project";

export function HistoryButtons() {
  const { canUndo, canRedo } = useHistory();
  return (
    <>
      <IconButton
        size="1.875rem"
        label="Undo"
        shortcut="Control+Z"
        icon={<IconArrowBackUp size="1.125rem" />}
        disabled={!canUndo}
        onClick={undo}
      />
      <IconButton
        size="1.875rem"
        label="Redo"
        shortcut="Control+Shift+Z"
        icon={<IconArrowForwardUp size="1.125rem" />}
        disabled={!canRedo}
        onClick={redo}
      />
    </>
  );
}
