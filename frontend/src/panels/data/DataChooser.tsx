/** The current data set, and a folded list of all others to choose from. */
import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useMemo, useState } from "react";

import type { CatalogueEntry } from "../../api/types";
import { useCatalogue } from "../../store/catalogue";
import classes from "./DataTab.module.css";

export interface DataChooserProps {
  /** The type of the current data set. */
  readonly drawn: string;
  readonly onChoose: (type: string) => void;
}

export function DataChooser({ drawn, onChoose }: DataChooserProps) {
  const { families } = useCatalogue();
  const [isOpen, setOpen] = useState(false);
  const groups = useMemo(() => grouped(families.datasets), [families.datasets]);
  const title = families.datasets.find(({ type }) => type === drawn)?.title ?? drawn;
  const Arrow = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <section aria-label="Data set" className={classes["chooser"]}>
      <UnstyledButton
        className={classes["drawn"]}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Arrow size="0.875rem" aria-hidden />
        <strong>{title}</strong>
        <span>{isOpen ? "Close" : "Change data"}</span>
      </UnstyledButton>
      {isOpen &&
        groups.map(([group, members]) => (
          <section key={group} aria-label={group}>
            <h3 className={classes["heading"]}>{group || "Others"}</h3>
            <div className={classes["sets"]}>
              {members.map(({ type, title: name, help }) => (
                <button
                  key={type}
                  type="button"
                  className={classes["set"]}
                  aria-pressed={type === drawn}
                  title={help}
                  onClick={() => {
                    onChoose(type);
                    setOpen(false);
                  }}
                >
                  {name}
                </button>
              ))}
            </div>
          </section>
        ))}
    </section>
  );
}

function grouped(sets: readonly CatalogueEntry[]): [string, CatalogueEntry[]][] {
  const groups = new Map<string, CatalogueEntry[]>();
  for (const entry of sets) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}
