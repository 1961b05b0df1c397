/** A button that makes the shown sample the start of the custom sample. */
import { Button } from "@mantine/core";

import { usePreferences } from "../../store/preferences";

export interface FromSampleProps {
  readonly disabled: boolean;
  readonly title?: string;
  readonly onTake: () => void;
}

export function FromSample({ disabled, title, onTake }: FromSampleProps) {
  const sample = usePreferences((state) => state.sample);
  return (
    <Button size="compact-xs" variant="default" disabled={disabled} title={title} onClick={onTake}>
      From sample {sample.index + 1}
    </Button>
  );
}
