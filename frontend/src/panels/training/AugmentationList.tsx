/** The augmentations of each batch, in their order. They can be added, removed and moved. */
import { NativeSelect } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";

import type { EntryJson } from "../../api/types";
import { IconButton } from "../../components/IconButton";
import { useCatalogue } from "../../store/catalogue";
import classes from "./TrainingPanel.module.css";
import { Fields } from "./TrainingParts";

/** The server accepts at most this many. */
const MOST = 8;

interface AugmentationListProps {
  readonly own: readonly EntryJson[];
  readonly onChange: (own: EntryJson[]) => void;
}

export function AugmentationList({ own, onChange }: AugmentationListProps) {
  const known = useCatalogue().families.augmentations;
  const titleOf = (type: string) => known.find((entry) => entry.type === type)?.title ?? type;
  const icon = { size: "0.75rem", "aria-hidden": true } as const;
  return (
    <>
      <ol className={classes["augmentations"]}>
        {own.map((one, at) => {
          const entry = known.find(({ type }) => type === one.type);
          const title = titleOf(one.type);
          return (
            <li key={`${at} ${one.type}`}>
              <header>
                <span title={entry?.help}>{title}</span>
                <IconButton
                  size="xs"
                  label={`${title}: earlier`}
                  icon={<IconArrowUp {...icon} />}
                  disabled={at === 0}
                  onClick={() => onChange(swapped(own, at - 1))}
                />
                <IconButton
                  size="xs"
                  label={`${title}: later`}
                  icon={<IconArrowDown {...icon} />}
                  disabled={at === own.length - 1}
                  onClick={() => onChange(swapped(own, at))}
                />
                <IconButton
                  size="xs"
                  label={`${title}: take out`}
                  icon={<IconX {...icon} />}
                  onClick={() => onChange(own.filter((_, other) => other !== at))}
                />
              </header>
              {entry && (
                <Fields
                  entry={entry}
                  own={one}
                  place={`augmentations[${at}]`}
                  onChange={(next) =>
                    onChange(own.map((other, place) => (place === at ? next : other)))
                  }
                />
              )}
            </li>
          );
        })}
      </ol>
      {own.length < MOST && (
        <NativeSelect
          size="xs"
          aria-label="Add an augmentation"
          value=""
          data={[
            { value: "", label: "Add…" },
            ...known.map(({ type, title }) => ({ value: type, label: title })),
          ]}
          onChange={(event) => {
            const type = event.currentTarget.value;
            if (type) onChange([...own, { type }]);
          }}
        />
      )}
    </>
  );
}

/** The list with the items `at` and `at + 1` swapped. */
function swapped(own: readonly EntryJson[], at: number): EntryJson[] {
  const [one, next] = [own[at], own[at + 1]];
  if (!one || !next) return [...own];
  return [...own.slice(0, at), next, one, ...own.slice(at + 2)];
}
