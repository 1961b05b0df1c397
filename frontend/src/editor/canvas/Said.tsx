/** Tells screen readers what happened on the canvas. */
import { VisuallyHidden } from "@mantine/core";

import { useEditor } from "../scene/state";

export function Said() {
  const said = useEditor((state) => state.said);
  return (
    <VisuallyHidden role="status" data-testid="said">
      {said}
    </VisuallyHidden>
  );
}
