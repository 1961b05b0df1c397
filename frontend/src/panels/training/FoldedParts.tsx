/** The folded settings of the training. Each part shows its current choice at the right. */
import type { CatalogueEntry, EntryJson, Family, ProjectFile, TrainingFile } from "../../api/types";
import { fieldsOf } from "../../forms/EntryForm";
import { entryOf } from "../../project/entries";
import { ENTRY_LABELS } from "../../project/projectWords";
import { taskChange } from "../../project/trainingEntries";
import { useCatalogue } from "../../store/catalogue";
import { endUndoStep } from "../../store/project";
import { useRun, useRunProject } from "../../store/runs";
import { Watched } from "../readings/Watched";
import { AugmentationList } from "./AugmentationList";
import { EarlyStopping, ValidationSplit } from "./EarlyStopping";
import { setTraining, type Own } from "./ownEntries";
import { NEAR, setWords } from "./liveWords";
import { liveFields } from "../../project/liveSettings";
import { StartWeights } from "./StartWeights";
import { Chosen, Fields, Part } from "./TrainingParts";
import { TrainingSettings } from "./TrainingSettings";

const ORDER = ["shuffle", "seed"] as const;

interface FoldedPartsProps {
  readonly file: ProjectFile;
  readonly own: Own;
}

export function FoldedParts({ file, own }: FoldedPartsProps) {
  const { training } = file;
  return (
    <div>
      <LossPart own={own} />
      <TaskPart file={file} own={own} />
      <SchedulePart own={own} />
      <InitializerPart own={own} />
      <Part title="Start weights" value={training.start ? "other weights" : "anew"} place="start">
        <StartWeights start={training.start ?? null} onChange={(start) => setTraining({ start })} />
      </Part>
      <LivePart training={training} />
      <AugmentationPart training={training} />
      <ValidationSplit training={training} />
      <EarlyStopping training={training} />
      <OrderPart training={training} own={own} />
    </div>
  );
}

/** The title of an entry in the catalogue; `none` if there is no entry. */
function useTitle(family: Family, entry: EntryJson | null, none: string): string {
  const { families } = useCatalogue();
  return families[family].find(({ type }) => type === entry?.type)?.title ?? entry?.type ?? none;
}

function LossPart({ own }: { readonly own: Own }) {
  const { families } = useCatalogue();
  return (
    <Part title="Loss" value={useTitle("losses", own.loss, "")} place="loss">
      <Chosen
        label="Loss"
        entries={lossesThatFit(families.tasks, families.losses, own.task?.type)}
        own={own.loss}
        place="loss"
        onChange={(loss) => setTraining({ loss })}
      />
    </Part>
  );
}

/** The task, shown if the data allow several tasks or the task has settings. */
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
  // The live settings of an adversarial task are shown further up in the panel.
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
        onChange={(next) => setTraining(taskChange(next, loss, catalogue))}
      />
    </Part>
  );
}

function SchedulePart({ own: { scheduler } }: { readonly own: Own }) {
  const { families } = useCatalogue();
  return (
    <Part
      title="Learning rate schedule"
      value={useTitle("schedulers", scheduler, "none")}
      place="scheduler"
    >
      <Chosen
        label="Schedule"
        none="none: it stays"
        entries={families.schedulers}
        own={scheduler}
        place="scheduler"
        onChange={(next) => setTraining({ scheduler: next })}
      />
      {scheduler && <Plan />}
    </Part>
  );
}

/** The planned learning rate of the run on the screen, with a mark at the current step. */
function Plan() {
  const run = useRun();
  const project = useRunProject();
  if (!run || !project?.training.scheduler) return null;
  return <Watched probe={SCHEDULE} label="Planned learning rate" room={96} height={96} compact />;
}

const SCHEDULE = { type: "schedule" } as const;

function InitializerPart({ own: { initializer } }: { readonly own: Own }) {
  const { families } = useCatalogue();
  return (
    <Part
      title={ENTRY_LABELS.initializer}
      value={useTitle("initializers", initializer, "usual")}
      place="initializer"
    >
      <Chosen
        label="Drawn as"
        none="each layer’s usual way"
        entries={families.initializers}
        own={initializer}
        place="initializer"
        onChange={(next) => setTraining({ initializer: next })}
      />
    </Part>
  );
}

function AugmentationPart({ training }: { readonly training: TrainingFile }) {
  const augmentations = training.augmentations ?? [];
  return (
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
  );
}

interface OrderPartProps {
  readonly training: TrainingFile;
  readonly own: Own;
}

/** The seed, the order of the samples, and the fields of the optimizer that are seldom changed. */
function OrderPart({ training, own: { optimizer } }: OrderPartProps) {
  const { families } = useCatalogue();
  const entry = families.optimizers.find(({ type }) => type === optimizer?.type);
  return (
    <Part title="Order and details" value={`seed ${training.seed}`}>
      <TrainingSettings fields={ORDER} />
      {optimizer && entry && fieldsOf(entry.schema, "rest").length > 0 && (
        <Fields
          entry={entry}
          own={optimizer}
          onChange={(next) => setTraining({ optimizer: next })}
          place="optimizer"
          show="rest"
        />
      )}
    </Part>
  );
}

/** The training's live settings, except those at the top of the panel. */
function LivePart({ training }: { readonly training: TrainingFile }) {
  const { training: declared } = useCatalogue();
  const live = liveFields(declared).filter((name) => !(NEAR as readonly string[]).includes(name));
  return (
    <Part title="Regularization" value={setWords(training, live, declared)}>
      <TrainingSettings fields={live} />
    </Part>
  );
}

function lossesThatFit(
  tasks: readonly CatalogueEntry[],
  losses: readonly CatalogueEntry[],
  task: string | undefined,
): readonly CatalogueEntry[] {
  const fitting = tasks.find(({ type }) => type === task)?.losses;
  return fitting ? losses.filter(({ type }) => fitting.includes(type)) : losses;
}
