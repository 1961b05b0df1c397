/** Some settings of the training itself, as a form. */
import { EntryForm } from "../../forms/EntryForm";
import { useCatalogue } from "../../store/catalogue";
import { useReport } from "../../store/check";
import { endUndoStep, useProject } from "../../store/project";
import { setTraining } from "./ownEntries";
import { problemsAt } from "./trainingProblems";

/** The form of these fields of the training. */
export function TrainingSettings({ fields }: { readonly fields: readonly string[] }) {
  const { training: settings } = useCatalogue();
  const training = useProject((state) => state.file.training);
  const report = useReport();
  const problems = report?.problems ?? [];
  if (!settings) return null;
  const sentences = fields.flatMap((field) => {
    const [sentence] = problemsAt(problems, field).whole;
    return sentence === undefined ? [] : [[field, sentence] as const];
  });
  // A field that the file leaves out shows the check's default: for example, a batch is never larger than the data.
  const filledIn = Object.fromEntries(
    Object.entries(report?.defaults ?? {}).filter(([field]) => fields.includes(field)),
  );
  return (
    <EntryForm
      entry={settings}
      value={{ ...filledIn, ...training }}
      onChange={(field, value) => setTraining({ [field]: value })}
      onCommit={endUndoStep}
      idPrefix="training"
      fields={fields}
      problems={Object.fromEntries(sentences)}
    />
  );
}
