/** How the network is trained: the optimizer, the loss and all settings. Each form is made from its schema. */
import type { EntryJson } from "../../api/types";
import { Panel } from "../../components/Panel";
import { useCatalogue } from "../../store/catalogue";
import { useProject } from "../../store/project";
import { kept } from "./choosing";
import { FoldedParts } from "./FoldedParts";
import { otherEntry } from "./otherEntry";
import { setTraining, useOwn, type Own } from "./ownEntries";
import { NEAR } from "./liveWords";
import classes from "./TrainingPanel.module.css";
import { Choice, Fields } from "./TrainingParts";
import { TrainingSettings } from "./TrainingSettings";

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
          onChange={(type) =>
            type && setOptimizer(otherEntry("optimizer", optimizer, type, kept(optimizer)))
          }
        />
      }
    >
      {/* A new project gets new forms, so that no invalid text from the old one stays in them. */}
      <div key={origin} className={classes["settings"]}>
        <Fields
          entry={entry}
          own={optimizer}
          onChange={setOptimizer}
          place="optimizer"
          show="live"
        />
        {isAdversarial && <Adversaries own={own} />}
        <TrainingSettings fields={NEAR} />
        <FoldedParts file={file} own={own} />
      </div>
    </Panel>
  );
}

/** The settings of a GAN: the generator's optimizer, and which of the two networks learns now. */
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
          onChange={(type) =>
            setTraining({
              generator_optimizer:
                type === null ? null : otherEntry("generator_optimizer", own, type),
            })
          }
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
