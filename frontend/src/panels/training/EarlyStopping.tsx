/** The settings of the validation split and of early stopping. */
import { Switch } from "@mantine/core";
import { useMemo } from "react";

import type { CatalogueEntry, TrainingFile } from "../../api/types";
import { EntryForm } from "../../forms/EntryForm";
import { useCatalogue } from "../../store/catalogue";
import { endUndoStep } from "../../store/project";
import { setTraining } from "./ownEntries";
import { Part } from "./TrainingParts";
import { TrainingSettings } from "./TrainingSettings";
import { watchedLoss } from "./watchedLoss";

/** The share of the train samples that becomes the validation split. */
export function ValidationSplit({ training }: { readonly training: TrainingFile }) {
  const share = training.val_fraction ?? 0;
  return (
    <Part
      title="Validation"
      value={share > 0 ? `${Math.round(100 * share)} % of train` : "off"}
      place="val_fraction"
    >
      <TrainingSettings fields={VALIDATION} />
    </Part>
  );
}

const VALIDATION = ["val_fraction"] as const;

export function EarlyStopping({ training }: { readonly training: TrainingFile }) {
  const declared = useEarlyStopping();
  const own = training.early_stopping ?? null;
  const watched = watchedLoss(training);
  if (!declared) return null;
  return (
    <Part
      title="Early stopping"
      value={own ? `after ${epochs(own.patience ?? 10)}` : "off"}
      place="early_stopping"
    >
      <Switch
        size="xs"
        label={`Stop when the ${watched} loss no longer falls`}
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

function epochs(count: number): string {
  return `${count} epoch${count === 1 ? "" : "s"}`;
}

/** The schema and the defaults of early stopping, taken from the schema of the training. */
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
