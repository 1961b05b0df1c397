/** Some settings of the training itself, as a form. */
import { EntryForm } from "../../forms/EntryForm";
import { useCatalogue } from "../../store/catalogue";
import { useReport } from "../../store/check";
import { endUndoStep, useProject } from "../../store/project";
import { setTraining } from "./ownEntries";
import { problemsAt } from "./trainingProblems";

/** Some settings of the training itself. */
export function TrainingSettings({ fields }: { readonly fields: readonly string[] }) {
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
