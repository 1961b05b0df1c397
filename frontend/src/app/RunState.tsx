/** The state of the run on the screen, the reason why it ended, and its notes. */
import { Badge, Popover, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";

import { useRun } from "../store/runs";
import classes from "./Transport.module.css";
import { stateColour, stateHint, stateSentence, stateWord } from "./words";

export function RunState() {
  const run = useRun();
  const remarks = [run?.reason, ...(run?.notes ?? []).map((note) => note.text)].filter(Boolean);
  const badge = (
    <Badge
      className={classes["state"]}
      data-hint={stateHint(run)}
      tabIndex={remarks.length === 0 ? 0 : undefined}
      color={stateColour(run)}
      variant="light"
      size="md"
      rightSection={remarks.length > 0 && <IconInfoCircle size="0.75rem" />}
    >
      {stateWord(run)}
    </Badge>
  );
  return (
    <>
      {remarks.length === 0 ? (
        badge
      ) : (
        <Popover width={320} withArrow shadow="md">
          <Popover.Target>
            <UnstyledButton
              data-hint={stateHint(run)}
              aria-label={`${stateWord(run)}: what happened`}
            >
              {badge}
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown>
            {remarks.map((remark, index) => (
              <p key={index}>{remark}</p>
            ))}
          </Popover.Dropdown>
        </Popover>
      )}
      <VisuallyHidden role="status">{stateSentence(run)}</VisuallyHidden>
    </>
  );
}
