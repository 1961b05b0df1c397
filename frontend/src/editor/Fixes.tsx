/** The buttons that mend a problem. */
import { Button } from "@mantine/core";

import type { Fix } from "../api/types";
import { useProject } from "../store/project";
import classes from "./Canvas.module.css";

interface FixesProps {
  readonly fixes: readonly Fix[];
  /** Instead of doing what the fix says to the drawing as it is. */
  readonly onFix?: (fix: Fix) => void;
}

export function Fixes({ fixes, onFix }: FixesProps) {
  const applyFix = useProject((state) => state.applyFix);
  return (
    <div className={classes["fixes"]}>
      {fixes.map((fix, at) => (
        <Button
          key={at}
          size="compact-xs"
          variant={at === 0 ? "filled" : "default"}
          className="nodrag nopan"
          onClick={(event) => {
            event.stopPropagation();
            (onFix ?? applyFix)(fix);
          }}
        >
          {fix.title}
        </Button>
      ))}
    </div>
  );
}
