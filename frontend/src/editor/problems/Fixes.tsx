/** The buttons that fix a problem. */
import { Button } from "@mantine/core";

import type { Fix } from "../../api/types";
import { mend, useFetched } from "../../session/mending";
import classes from "./Fixes.module.css";

interface FixesProps {
  readonly fixes: readonly Fix[];
  /** Replaces the default, which applies the fix to the current drawing. */
  readonly onFix?: (fix: Fix) => void;
}

export function Fixes({ fixes, onFix }: FixesProps) {
  return (
    <div className={classes["fixes"]}>
      {fixes.map((fix, at) => (
        <FixButton key={at} fix={fix} isFirst={at === 0} onFix={onFix ?? mend} />
      ))}
    </div>
  );
}

interface FixButtonProps {
  readonly fix: Fix;
  readonly isFirst: boolean;
  readonly onFix: (fix: Fix) => void;
}

/** While the server downloads something for a fix, its button shows the progress. */
function FixButton({ fix, isFirst, onFix }: FixButtonProps) {
  const fetched = useFetched(fix);
  const share = fetched && Math.min(99, Math.floor((100 * fetched.bytes) / fetched.total));
  return (
    <Button
      size="compact-xs"
      variant={isFirst ? "filled" : "default"}
      className="nodrag nopan"
      disabled={fetched !== undefined}
      onClick={(event) => {
        event.stopPropagation();
        onFix(fix);
      }}
    >
      {share === undefined ? fix.title : `Downloading, ${share} %`}
    </Button>
  );
}
