/** How the network is trained: optimizer, loss and all settings, each form made from its declaration. */
import { NativeSelect } from "@mantine/core";

import type { CatalogueEntry, EntryJson, TrainingFile } from "../api/types";
import { Panel } from "../components/Panel";
import { EntryForm } from "../forms/EntryForm";
import { useCatalogue } from "../store/catalogue";
import { endUndoStep, useProject } from "../store/project";
import classes from "./TrainingPanel.module.css";

/** What the person reaches for while it trains, and what they set before. */
const NEAR = ["l2", "batch_size", "epochs"] as const;
const FAR = ["l1", "clip_grad_norm", "seed"] as const;

export function TrainingPanel() {
  const { families, training: settings } = useCatalogue();
  const training = useProject((state) => state.file.training);
  const origin = useProject((state) => state.origin);
  const setTraining = (change: Partial<TrainingFile>) => useProject.getState().setTraining(change);
  const fitting = lossesThatFit(families.tasks, families.losses, training.task?.type);
  const optimizer = training.optimizer ?? { type: families.optimizers[0]?.type ?? "adam" };
  const loss = training.loss ?? { type: fitting[0]?.type ?? "cross_entropy" };
  const optimizerEntry = families.optimizers.find(({ type }) => type === optimizer.type);
  const lossEntry = families.losses.find(({ type }) => type === loss.type);
  if (!settings || !optimizerEntry) return null;
  const set = (field: string, value: unknown) => setTraining({ [field]: value });
  const setOf =
    (family: "optimizer" | "loss", entry: EntryJson) => (field: string, value: unknown) =>
      setTraining({ [family]: { ...entry, [field]: value } });
  return (
    <Panel
      title="Optimizer"
      aside={
        <Choice
          label="Optimizer"
          entries={families.optimizers}
          value={optimizer.type}
          onChange={(type) => setTraining({ optimizer: { type, ...kept(optimizer) } })}
        />
      }
    >
      {/* Another drawing's forms begin anew, with nothing left in them that was typed and did not fit. */}
      <div key={origin} className={classes["settings"]}>
        <EntryForm
          entry={optimizerEntry}
          value={optimizer}
          onChange={setOf("optimizer", optimizer)}
          onCommit={endUndoStep}
          idPrefix="optimizer"
          show="live"
        />
        <EntryForm
          entry={settings}
          value={{ ...training }}
          onChange={set}
          onCommit={endUndoStep}
          idPrefix="training"
          fields={NEAR}
        />
        <details className={classes["more"]}>
          <summary>More settings</summary>
          <div className={classes["settings"]}>
            <div className={classes["loss"]}>
              <span>Loss</span>
              <Choice
                label="Loss"
                entries={families.losses}
                value={loss.type}
                onChange={(type) => setTraining({ loss: { type } })}
              />
            </div>
            {lossEntry && (
              <EntryForm
                entry={lossEntry}
                value={loss}
                onChange={setOf("loss", loss)}
                onCommit={endUndoStep}
                idPrefix="loss"
              />
            )}
            <EntryForm
              entry={optimizerEntry}
              value={optimizer}
              onChange={setOf("optimizer", optimizer)}
              onCommit={endUndoStep}
              idPrefix="optimizer-more"
              show="rest"
            />
            <EntryForm
              entry={settings}
              value={{ ...training }}
              onChange={set}
              onCommit={endUndoStep}
              idPrefix="training-more"
              fields={FAR}
            />
          </div>
        </details>
      </div>
    </Panel>
  );
}

/** Another optimizer keeps what all of them have in common: how far a step goes is what the person set. */
function kept({ weight_decay }: EntryJson): Record<string, unknown> {
  return typeof weight_decay === "number" ? { weight_decay } : {};
}

function lossesThatFit(
  tasks: readonly CatalogueEntry[],
  losses: readonly CatalogueEntry[],
  task: string | undefined,
): readonly CatalogueEntry[] {
  const fitting = tasks.find(({ type }) => type === task)?.losses;
  return fitting ? losses.filter(({ type }) => fitting.includes(type)) : losses;
}

interface ChoiceProps {
  readonly label: string;
  readonly entries: readonly CatalogueEntry[];
  readonly value: string;
  readonly onChange: (type: string) => void;
}

/** One entry of a family; its help in the tooltip. */
function Choice({ label, entries, value, onChange }: ChoiceProps) {
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      title={entries.find(({ type }) => type === value)?.help}
      value={value}
      data={entries.map(({ type, title }) => ({ value: type, label: title }))}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
