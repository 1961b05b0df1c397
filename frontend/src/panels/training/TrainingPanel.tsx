/** How the network is trained: optimizer, loss and all settings, each form made from its declaration. */
import { Switch } from "@mantine/core";
import { useMemo } from "react";

import type { CatalogueEntry, EntryJson, ProjectFile, TrainingFile } from "../../api/types";
import { Panel } from "../../components/Panel";
import { EntryForm, fieldsOf } from "../../forms/EntryForm";
import { useCatalogue } from "../../store/catalogue";
import { entryOf } from "../../project/entries";
import { useReport } from "../../store/check";
import { endUndoStep, useProject } from "../../store/project";
import { useRun, useRunProject } from "../../store/runs";
import {
  finderIn,
  TRAINING_FIELDS,
  trainingEntry,
  type TrainingEntry,
} from "../../project/trainingEntries";
import { AugmentationList } from "./AugmentationList";
import { ENTRY_LABELS } from "../../project/projectWords";
import { StartWeights } from "./StartWeights";
import classes from "./TrainingPanel.module.css";
import { Choice, Chosen, Fields, Part } from "./TrainingParts";
import { problemsAt } from "./trainingProblems";
import { Watched } from "../readings/Watched";

/** What the person reaches for while it trains, and what they set before. */
const NEAR = ["l2", "batch_size", "epochs"] as const;
const REGULARIZATION = ["l1", "clip_grad_norm", "clip_grad_value"] as const;
const ORDER = ["shuffle", "seed"] as const;

const setTraining = (change: Partial<TrainingFile>) => useProject.getState().setTraining(change);

export function TrainingPanel() {
  const { families } = useCatalogue();
  const file = useProject((state) => state.file);
  const origin = useProject((state) => state.origin);
  const own = useOwn(file);
  const { optimizer, task } = own;
  const entry = families.optimizers.find(({ type }) => type === optimizer?.type);
  if (!optimizer || !entry) return null;
  const isAdversarial = families.tasks.find(({ type }) => type === task?.type)?.adversarial;
  const setOptimizer = (next: EntryJson) => setTraining({ optimizer: next });
  return (
    <Panel
      title={isAdversarial ? "Optimizers" : "Optimizer"}
      aside={
        <Choice
          label="Optimizer"
          entries={families.optimizers}
          value={optimizer.type}
          onChange={(type) => type && setOptimizer({ type, ...kept(optimizer) })}
        />
      }
    >
      {/* Another drawing's forms begin anew, with nothing left in them that was typed and did not fit. */}
      <div key={origin} className={classes["settings"]}>
        <Fields
          entry={entry}
          own={optimizer}
          onChange={setOptimizer}
          place="optimizer"
          show="live"
        />
        {isAdversarial && <Adversaries own={own} />}
        <Settings fields={NEAR} />
        <Parts file={file} own={own} optimizer={entry} isAdversarial={isAdversarial === true} />
      </div>
    </Panel>
  );
}

type Own = Readonly<Record<TrainingEntry, EntryJson | null>>;

/** The entries of the training, those that are left out as the server takes them. */
function useOwn(file: ProjectFile): Own {
  const catalogue = useCatalogue();
  return useMemo(
    () =>
      Object.fromEntries(
        TRAINING_FIELDS.map((field) => [field, trainingEntry(file, field, finderIn(catalogue))]),
      ) as Own,
    [catalogue, file],
  );
}

/** What is folded away: each part with what is chosen at its right. */
function Parts(props: {
  readonly file: ProjectFile;
  readonly own: Own;
  readonly optimizer: CatalogueEntry;
  readonly isAdversarial: boolean;
}) {
  const { own, file, optimizer } = props;
  const { families } = useCatalogue();
  const { training } = file;
  const augmentations = training.augmentations ?? [];
  const named = (family: keyof typeof families, entry: EntryJson | null, none: string) =>
    families[family].find(({ type }) => type === entry?.type)?.title ?? entry?.type ?? none;
  return (
    <div>
      <Part title="Loss" value={named("losses", own.loss, "")} place="loss">
        <Chosen
          label="Loss"
          entries={lossesThatFit(families.tasks, families.losses, own.task?.type)}
          own={own.loss}
          place="loss"
          onChange={(loss) => setTraining({ loss })}
        />
      </Part>
      <TaskPart file={file} own={own} />
      <Part
        title="Learning rate schedule"
        value={named("schedulers", own.scheduler, "none")}
        place="scheduler"
      >
        <Chosen
          label="Schedule"
          none="none: it stays"
          entries={families.schedulers}
          own={own.scheduler}
          place="scheduler"
          onChange={(scheduler) => setTraining({ scheduler })}
        />
        {own.scheduler && <Plan />}
      </Part>
      <Part
        title={ENTRY_LABELS.initializer}
        value={named("initializers", own.initializer, "usual")}
        place="initializer"
      >
        <Chosen
          label="Drawn as"
          none="each layer’s usual way"
          entries={families.initializers}
          own={own.initializer}
          place="initializer"
          onChange={(initializer) => setTraining({ initializer })}
        />
      </Part>
      <Part title="Start weights" value={training.start ? "other weights" : "anew"} place="start">
        <StartWeights start={training.start ?? null} onChange={(start) => setTraining({ start })} />
      </Part>
      <Part title="Regularization" value={regularizationWords(training)}>
        <Settings fields={REGULARIZATION} />
      </Part>
      <Part
        title="Augmentation"
        value={augmentations.length === 0 ? "none" : String(augmentations.length)}
        place="augmentations"
      >
        <AugmentationList
          own={augmentations}
          onChange={(next) => {
            setTraining({ augmentations: next });
            endUndoStep();
          }}
        />
      </Part>
      <EarlyStopping training={training} />
      <Part title="Order and details" value={`seed ${training.seed}`}>
        <Settings fields={ORDER} />
        {own.optimizer && fieldsOf(optimizer.schema, "rest").length > 0 && (
          <Fields
            entry={optimizer}
            own={own.optimizer}
            onChange={(next) => setTraining({ optimizer: next })}
            place="optimizer"
            show="rest"
          />
        )}
      </Part>
    </div>
  );
}

/** Some settings of the training itself. */
function Settings({ fields }: { readonly fields: readonly string[] }) {
  const { training: settings } = useCatalogue();
  const training = useProject((state) => state.file.training);
  const problems = useReport()?.problems ?? [];
  if (!settings) return null;
  const sentences = fields.flatMap((field) => {
    const [sentence] = problemsAt(problems, field).whole;
    return sentence === undefined ? [] : [[field, sentence] as const];
  });
  return (
    <EntryForm
      entry={settings}
      value={{ ...training }}
      onChange={(field, value) => setTraining({ [field]: value })}
      onCommit={endUndoStep}
      idPrefix="training"
      fields={fields}
      problems={Object.fromEntries(sentences)}
    />
  );
}

/** Where two networks learn against each other: which of them learn now, and the generator's own optimizer. */
function Adversaries({ own: { task, generator_optimizer: own } }: { readonly own: Own }) {
  const { families } = useCatalogue();
  const entry = families.tasks.find(({ type }) => type === task?.type);
  const optimizer = families.optimizers.find(({ type }) => type === own?.type);
  return (
    <>
      <div className={classes["chosen"]}>
        <span>Generator’s optimizer</span>
        <Choice
          label="Generator’s optimizer"
          none="the same"
          entries={families.optimizers}
          value={own?.type ?? null}
          onChange={(type) => setTraining({ generator_optimizer: type === null ? null : { type } })}
        />
      </div>
      {own && optimizer && (
        <div className={classes["inner"]}>
          <Fields
            entry={optimizer}
            own={own}
            onChange={(next) => setTraining({ generator_optimizer: next })}
            place="generator_optimizer"
            show="all"
          />
        </div>
      )}
      {entry && task && (
        <Fields
          entry={entry}
          own={task}
          onChange={(next) => setTraining({ task: next })}
          place="task"
          show="live"
        />
      )}
    </>
  );
}

/** What the network is asked to do, where the data leave a choice or it has settings. */
function TaskPart({
  file,
  own: { task, loss },
}: {
  readonly file: ProjectFile;
  readonly own: Own;
}) {
  const catalogue = useCatalogue();
  const { tasks } = catalogue.families;
  const possible = entryOf(catalogue, "datasets", file.data.type)?.tasks ?? [];
  const entry = tasks.find(({ type }) => type === task?.type);
  const entries = tasks.filter(({ type }) => possible.includes(type) || type === task?.type);
  // What two networks change while they learn stands above.
  const show = entry?.adversarial ? "rest" : "all";
  if (!entry || (entries.length < 2 && fieldsOf(entry.schema, show).length === 0)) return null;
  return (
    <Part title="Task" value={entry.title} place="task">
      <Chosen
        label="Task"
        entries={entries}
        own={task}
        place="task"
        show={show}
        onChange={(next) => {
          const fitting = tasks.find(({ type }) => type === next?.type)?.losses ?? [];
          const isKept = loss !== null && fitting.includes(loss.type);
          setTraining({ task: next, ...(isKept ? {} : { loss: null }) });
        }}
      />
    </Part>
  );
}

/** The learning rate as it is planned for the run on the screen, with the moment it is at. */
function Plan() {
  const run = useRun();
  const project = useRunProject();
  if (!run || !project?.training.scheduler) return null;
  return <Watched probe={SCHEDULE} label="Planned learning rate" room={96} height={96} compact />;
}

const SCHEDULE = { type: "schedule" } as const;

function EarlyStopping({ training }: { readonly training: TrainingFile }) {
  const declared = useEarlyStopping();
  const own = training.early_stopping ?? null;
  if (!declared) return null;
  return (
    <Part
      title="Early stopping"
      value={own ? `after ${own.patience ?? 10}` : "off"}
      place="early_stopping"
    >
      <Switch
        size="xs"
        label="Stop when the test loss no longer falls"
        checked={own !== null}
        onChange={(event) => {
          const next = event.currentTarget.checked ? { ...declared.defaults } : null;
          setTraining({ early_stopping: next as TrainingFile["early_stopping"] });
        }}
      />
      {own && (
        <EntryForm
          entry={declared}
          value={{ ...own }}
          onChange={(field, value) => setTraining({ early_stopping: { ...own, [field]: value } })}
          onCommit={endUndoStep}
          idPrefix="early-stopping"
        />
      )}
    </Part>
  );
}

/** The declaration of early stopping among those of the training. */
function useEarlyStopping(): Pick<CatalogueEntry, "schema" | "defaults"> | null {
  const { training } = useCatalogue();
  const found = training?.schema.$defs?.["EarlyStoppingFile"];
  const properties = found && "properties" in found ? found.properties : undefined;
  return useMemo(() => {
    if (!properties) return null;
    const schema = { properties: properties as CatalogueEntry["schema"]["properties"] };
    const defaults = Object.entries(schema.properties).map(([name, field]) => [
      name,
      field.default,
    ]);
    return { schema, defaults: Object.fromEntries(defaults) as Record<string, unknown> };
  }, [properties]);
}

function regularizationWords({ l1, clip_grad_norm, clip_grad_value }: TrainingFile): string {
  const parts = [
    l1 ? "L1" : "",
    typeof clip_grad_norm === "number" || typeof clip_grad_value === "number" ? "clipping" : "",
  ].filter(Boolean);
  return parts.join(", ") || "none";
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
