/** What can be done with the ticked runs of the table, and the question before some are deleted. */
import { Button, Menu, TextInput } from "@mantine/core";
import { IconTag, IconTrash } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";

import { sentenceOf } from "../../api/sentenceOf";
import type { RunInfo } from "../../api/types";
import { MOST_OF_LABELS } from "../../project/runLabels";
import { isGoing } from "../../project/runState";
import { deleteRuns, labelRun, openComparison } from "../../session/session";
import { FEWEST_COMPARED, MOST_COMPARED } from "../../store/comparison";
import { notify } from "../../store/messages";
import { closeRunsTable, tick, useRunsTable } from "../../store/runsTable";
import { tagsOf } from "./runRows";
import classes from "./RunsTable.module.css";

interface RunsActionsProps {
  readonly shown: readonly RunInfo[];
  /** The runs that are about to be deleted; none where nothing is asked. */
  readonly deleting: readonly RunInfo[];
  readonly onDelete: (runs: readonly RunInfo[]) => void;
}

export function RunsActions({ shown, deleting, onDelete }: RunsActionsProps) {
  const ticked = useRunsTable((state) => state.ticked);
  const runs = shown.filter(({ id }) => ticked.has(id));
  if (deleting.length > 0) return <Question runs={deleting} onDone={() => onDelete([])} />;
  if (runs.length === 0) {
    return <span className={classes["hint"]}>Tick runs to compare, tag or delete them.</span>;
  }
  const ids = runs.map(({ id }) => id);
  const fits = runs.length >= FEWEST_COMPARED && runs.length <= MOST_COMPARED;
  return (
    <div className={classes["bulk"]}>
      <b>{runs.length.toLocaleString("en")} ticked</b>
      <Button
        size="compact-sm"
        variant="light"
        disabled={!fits}
        title={
          fits ? undefined : `Tick ${FEWEST_COMPARED} to ${MOST_COMPARED} runs to compare them`
        }
        onClick={() => {
          closeRunsTable();
          openComparison(ids);
        }}
      >
        Compare
      </Button>
      <TagMenu runs={runs} />
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        leftSection={<IconTrash size="0.875rem" aria-hidden />}
        onClick={() => onDelete(runs)}
      >
        Delete…
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => tick(ids, false)}>
        Untick
      </Button>
    </div>
  );
}

interface QuestionProps {
  readonly runs: readonly RunInfo[];
  readonly onDone: () => void;
}

function Question({ runs, onDone }: QuestionProps) {
  const [isDeleting, setDeleting] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  const going = runs.filter(isGoing).length;
  const [first] = runs;
  const what = runs.length === 1 ? `“${first?.title}”` : `${runs.length.toLocaleString("en")} runs`;
  const goOn = going === 0 ? "" : going === 1 ? " One of them trains." : ` ${going} of them train.`;
  const start = async () => {
    setDeleting(true);
    const ids = runs.map(({ id }) => id);
    await deleteRuns(ids);
    tick(ids, false);
    onDone();
  };
  return (
    // The dialog around it would close with Escape, too; what is nearest closes first.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={classes["bulk"]}
      role="alertdialog"
      aria-label="Delete runs"
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      <span>
        Delete {what} for good, with points and weights?{goOn}
      </span>
      <Button
        size="compact-sm"
        color="red"
        data-mantine-stop-propagation="true"
        loading={isDeleting}
        onClick={() => void start()}
      >
        Delete
      </Button>
      <Button
        ref={keep}
        size="compact-sm"
        variant="default"
        data-mantine-stop-propagation="true"
        disabled={isDeleting}
        onClick={onDone}
      >
        Keep
      </Button>
    </div>
  );
}

/** Gives all ticked runs one more tag. */
function TagMenu({ runs }: { readonly runs: readonly RunInfo[] }) {
  const [tag, setTag] = useState("");
  const [isOpen, setOpen] = useState(false);
  const give = async () => {
    setOpen(false);
    setTag("");
    await tagAll(runs, tag.trim());
  };
  return (
    <Menu opened={isOpen} onChange={setOpen} trapFocus position="bottom-start">
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconTag size="0.875rem" aria-hidden />}
        >
          Tag…
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <form
          className={classes["tagForm"]}
          onSubmit={(event) => {
            event.preventDefault();
            if (tag.trim() !== "") void give();
          }}
        >
          <TextInput
            size="xs"
            aria-label="A tag for all ticked runs"
            placeholder="A word"
            data-autofocus
            maxLength={MOST_OF_LABELS.tag}
            value={tag}
            onChange={(event) => setTag(event.currentTarget.value)}
          />
          <Button size="xs" type="submit" disabled={tag.trim() === ""}>
            Add
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}

/** A run that has as many tags as it may is left as it is, and said so. */
async function tagAll(runs: readonly RunInfo[], tag: string): Promise<void> {
  const isFull = (run: RunInfo) => tagsOf(run).length >= MOST_OF_LABELS.tags;
  const full = runs.filter(isFull).length;
  if (full > 0) notify(`${full} of the runs have ${MOST_OF_LABELS.tags} tags already, the most`);
  try {
    for (const run of runs) {
      if (isFull(run) || tagsOf(run).includes(tag)) continue;
      await labelRun(run.id, { tags: [...tagsOf(run), tag] });
    }
  } catch (error) {
    notify(`not all runs were tagged: ${sentenceOf(error)}`, { cause: "command" });
  }
}
