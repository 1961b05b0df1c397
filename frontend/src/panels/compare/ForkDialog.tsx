/**
 * A dialog that starts forks of the run on the screen: one setting gets other values, everything else stays the same.
 */
import { Button, Modal, Select } from "@mantine/core";
import { IconGitFork, IconPlus, IconX } from "@tabler/icons-react";
import { useId, useMemo, useRef, useState } from "react";

import type { ProjectFile, RunInfo } from "../../api/types";
import { IconButton } from "../../components/IconButton";
import { OneField } from "../../forms/OneField";
import { useCatalogue } from "../../store/catalogue";
import { closeFork, useForkDialog } from "../../store/forkDialog";
import { fork } from "../../session/session";
import { useRun, useRunProject } from "../../store/runs";
import classes from "./ForkDialog.module.css";
import {
  forksOf,
  forkSettings,
  isChange,
  MOST_FORKS,
  nextSuggestion,
  suggestions,
  type ForkSetting,
} from "./forkSettings";
import { valueWord } from "../../project/projectWords";
import { useForkProblems } from "./useForkProblems";

export function ForkDialog() {
  const { isOpen } = useForkDialog();
  const run = useRun();
  const project = useRunProject();
  return (
    <Modal
      opened={isOpen}
      onClose={closeFork}
      title="Fork with one change"
      size="32rem"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {run && project ? (
        <Form run={run} project={project} />
      ) : (
        <p className={classes["about"]}>
          There is no run to fork yet: mend the drawing’s problems, or press play.
        </p>
      )}
    </Modal>
  );
}

/** A value for a fork. Its key stays the same when other values are added or removed. */
interface Asked {
  readonly key: number;
  readonly value: unknown;
}

interface FormProps {
  readonly run: RunInfo;
  readonly project: ProjectFile;
}

function Form({ run, project }: FormProps) {
  const catalogue = useCatalogue();
  const settings = useMemo(() => forkSettings(project, catalogue), [catalogue, project]);
  const [id, setId] = useState<string | null>(null);
  const setting = settings.find((one) => one.id === id) ?? settings[0];
  if (!setting) return null;
  return (
    <div className={classes["form"]}>
      <p className={classes["about"]}>
        Each fork starts at the beginning of <b>{project.title}</b>, with{" "}
        {setting.id === "training.seed"
          ? "another seed"
          : `the same seed (${project.training.seed})`}
        . All else stays as it is, so what comes out differently is this change’s doing.
      </p>
      <Select
        label="What changes"
        description={setting.schema.description}
        searchable
        openOnFocus={false}
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
        allowDeselect={false}
        nothingFoundMessage="Nothing of that name can be changed in this run"
        // The list scrolls by itself, so that the arrow keys work while the focus stays in the field.
        withScrollArea={false}
        classNames={{ options: classes["options"] }}
        data={grouped(settings)}
        value={setting.id}
        onChange={setId}
      />
      <Values key={setting.id} run={run} project={project} setting={setting} />
    </div>
  );
}

function grouped(settings: readonly ForkSetting[]) {
  const groups = [...new Set(settings.map(({ group }) => group))];
  return groups.map((group) => ({
    group,
    items: settings
      .filter((setting) => setting.group === group)
      .map(({ id, label }) => ({ value: id, label })),
  }));
}

function Values({ run, project, setting }: FormProps & { readonly setting: ForkSetting }) {
  const box = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<readonly Asked[]>(() => begun(setting));
  const [isStarting, setStarting] = useState(false);
  const values = useMemo(() => asked.map(({ value }) => value), [asked]);
  const forks = useMemo(() => forksOf(project, setting, values), [project, setting, values]);
  const refused = useForkProblems(forks);
  const problems = asked.map((_, at) => ownProblem(setting, values, at) ?? refused[at]);
  const wrongAt = problems.findIndex((problem) => problem !== undefined);
  const start = async () => {
    // If a field holds an invalid text, it shows the reason. Move the focus there and start nothing.
    const wrong = box.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) return wrong.focus();
    if (wrongAt >= 0) return;
    setStarting(true);
    const numStarted = await fork(run, forks);
    setStarting(false);
    if (numStarted > 0) closeFork();
  };
  return (
    <div ref={box} className={classes["form"]}>
      {setting.value !== undefined && (
        <p className={classes["now"]}>
          This run: <b>{valueWord(setting.value, setting.schema)}</b>
        </p>
      )}
      <ValueList asked={asked} problems={problems} setting={setting} onChange={setAsked} />
      {/* The line keeps its height when it is empty. Otherwise the button could move while it is pressed. */}
      <p className={classes["problem"]} role="alert">
        {wrongAt >= 0 && `Fork ${wrongAt + 1}: ${problems[wrongAt]}`}
      </p>
      <div className={classes["actions"]}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          disabled={asked.length >= MOST_FORKS}
          onClick={() => setAsked((all) => [...all, oneMore(setting, all)])}
        >
          Another value
        </Button>
        <Button
          size="xs"
          leftSection={<IconGitFork size={14} />}
          loading={isStarting}
          // Never disabled: pressing the button first applies the text that was typed last, which may solve the
          // problem.
          onClick={() => void start()}
        >
          {asked.length === 1 ? "Start 1 fork" : `Start ${asked.length} forks`}
        </Button>
      </div>
    </div>
  );
}

interface ValueListProps {
  readonly asked: readonly Asked[];
  readonly problems: readonly (string | undefined)[];
  readonly setting: ForkSetting;
  readonly onChange: (change: (all: readonly Asked[]) => readonly Asked[]) => void;
}

/** A field for the value of each fork. Each can be removed, except the last one. */
function ValueList({ asked, problems, setting, onChange }: ValueListProps) {
  const prefix = useId();
  return (
    <ul className={classes["values"]}>
      {asked.map(({ key, value }, at) => (
        <li key={key} data-problem={problems[at] !== undefined || undefined}>
          <div className={classes["value"]}>
            <OneField
              id={`${prefix}-${key}`}
              label={`Fork ${at + 1}`}
              help=""
              schema={setting.schema}
              value={value}
              disabled={false}
              onChange={(next) =>
                onChange((all) => all.map((one) => (one.key === key ? { key, value: next } : one)))
              }
            />
          </div>
          <IconButton
            size="sm"
            label={`Take fork ${at + 1} away`}
            icon={<IconX size={14} />}
            disabled={asked.length === 1}
            onClick={() => onChange((all) => all.filter((one) => one.key !== key))}
          />
        </li>
      ))}
    </ul>
  );
}

function begun(setting: ForkSetting): Asked[] {
  const near = suggestions(setting);
  const values = near.length > 0 ? near : [setting.value];
  return values.map((value, key) => ({ key, value }));
}

function oneMore(setting: ForkSetting, all: readonly Asked[]): Asked {
  const key = Math.max(...all.map((one) => one.key)) + 1;
  const values = all.map(({ value }) => value);
  return { key, value: nextSuggestion(setting, values) };
}

/** Why a value cannot be a fork: none is chosen, the run has it already, or an earlier fork has it. */
function ownProblem(
  setting: ForkSetting,
  values: readonly unknown[],
  at: number,
): string | undefined {
  if (values[at] === undefined) return "Choose a value.";
  const word = valueWord(values[at], setting.schema);
  if (!isChange(setting, values[at])) return `The run has ${word} already; take another value.`;
  const first = values.findIndex((value) => valueWord(value, setting.schema) === word);
  return first < at ? `Fork ${first + 1} has ${word} too; take another value.` : undefined;
}
