/** What the network is to learn from the data, where they allow several tasks: to classify, to give back, to invent. */
import { entryOf } from "../../project/entries";
import { finderIn, taskChange, trainingEntry } from "../../project/trainingEntries";
import { filledIn, useCatalogue } from "../../store/catalogue";
import { endUndoStep, useProject } from "../../store/project";
import classes from "./DataTab.module.css";

export function TaskChoice() {
  const catalogue = useCatalogue();
  const file = useProject((state) => state.file);
  const find = finderIn(catalogue, filledIn);
  const [task, loss] = [trainingEntry(file, "task", find), trainingEntry(file, "loss", find)];
  const possible = entryOf(catalogue, "datasets", file.data.type)?.tasks ?? [];
  const tasks = catalogue.families.tasks.filter(({ type }) => possible.includes(type));
  if (tasks.length < 2) return null;
  const choose = (type: string) => {
    endUndoStep();
    useProject.getState().setTraining(taskChange({ type }, loss, catalogue));
  };
  return (
    <section aria-label="Task">
      <h3 className={classes["heading"]}>Task</h3>
      <div className={classes["sets"]}>
        {tasks.map(({ type, title, help }) => (
          <button
            key={type}
            type="button"
            className={classes["set"]}
            aria-pressed={type === task?.type}
            title={help}
            onClick={() => type !== task?.type && choose(type)}
          >
            {title}
          </button>
        ))}
      </div>
    </section>
  );
}
