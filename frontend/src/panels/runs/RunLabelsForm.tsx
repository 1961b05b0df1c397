/** The name, tags and notes of a run, saved when a field is left. What cannot be saved stays in its field. */
import { TagsInput, Textarea, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";

import { sentenceOf } from "../../api/sentenceOf";
import type { RunInfo, RunLabels } from "../../api/types";
import { MOST_OF_LABELS } from "../../project/runLabels";
import { labelRun } from "../../session/session";
import { useRuns } from "../../store/runs";
import { allTags, tagsOf } from "./runRows";
import classes from "./RunPane.module.css";

/** The id of the field for the name: F2 goes there. */
export const RUN_NAME = "run-name";

export function RunLabelsForm({ run }: { readonly run: RunInfo }) {
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState<string | null>(null);
  const save = async (labels: RunLabels) => {
    setFailed(null);
    try {
      await labelRun(run.id, labels);
      setSaid("Saved.");
      return true;
    } catch (error) {
      setSaid("");
      setFailed(sentenceOf(error));
      return false;
    }
  };
  return (
    <div className={classes["labels"]}>
      <Title run={run} onSave={save} />
      <Tags run={run} onSave={save} />
      <Notes run={run} onSave={save} />
      <p className={classes["said"]} role="status">
        {said}
      </p>
      {failed !== null && (
        <p className={classes["failed"]} role="alert">
          {failed}
        </p>
      )}
    </div>
  );
}

interface LabelProps {
  readonly run: RunInfo;
  /** Resolves with whether it was saved. */
  readonly onSave: (labels: RunLabels) => Promise<boolean>;
}

/** What is typed and not saved yet; null where the field shows what the run has. */
function useTyped(saved: string, onSave: (typed: string) => Promise<boolean>) {
  const [typed, setTyped] = useState<string | null>(null);
  const save = () => {
    if (typed === null) return;
    if (typed.trim() === saved) return setTyped(null);
    void onSave(typed.trim()).then((isSaved) => {
      if (isSaved) setTyped((now) => (now === typed ? null : now));
    });
  };
  return { value: typed ?? saved, setTyped, save };
}

function Title({ run, onSave }: LabelProps) {
  const { value, setTyped, save } = useTyped(run.title, (title) =>
    // A run cannot be without a name: it keeps the one that it has.
    title === "" ? Promise.resolve(true) : onSave({ title }),
  );
  return (
    <TextInput
      id={RUN_NAME}
      size="xs"
      label="Name"
      value={value}
      maxLength={MOST_OF_LABELS.title}
      data-mantine-stop-propagation={value !== run.title}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === "Enter") save();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}

function Tags({ run, onSave }: LabelProps) {
  const runs = useRuns();
  const known = useMemo(() => [...allTags(runs)].slice(0, 100), [runs]);
  return (
    <TagsInput
      size="xs"
      label="Tags"
      placeholder={tagsOf(run).length === 0 ? "Type a word, press Enter" : undefined}
      data={known}
      value={[...tagsOf(run)]}
      maxTags={MOST_OF_LABELS.tags}
      maxLength={MOST_OF_LABELS.tag}
      acceptValueOnBlur
      clearable={false}
      onChange={(tags) => void onSave({ tags })}
    />
  );
}

function Notes({ run, onSave }: LabelProps) {
  const { value, setTyped, save } = useTyped(run.own_notes ?? "", (own_notes) =>
    onSave({ own_notes }),
  );
  return (
    <Textarea
      size="xs"
      label="Notes"
      placeholder="What was tried, and what came out?"
      rows={4}
      resize="vertical"
      value={value}
      maxLength={MOST_OF_LABELS.own_notes}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={save}
    />
  );
}
