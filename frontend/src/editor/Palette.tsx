/** All layers by group, to be dragged onto the canvas or added with a click; a search narrows them. */
import { useDraggable } from "@dnd-kit/core";
import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useId, useMemo, useState } from "react";

import type { CatalogueEntry } from "../api/types";
import { groupColour } from "../components/colours";
import { HoverCard } from "../components/HoverCard";
import { useCatalogue } from "../store/catalogue";
import { addLayerAnywhere } from "./addLayer";
import classes from "./Palette.module.css";

/** The id of the search field, for the key that jumps to it. */
export const LAYER_SEARCH = "layer-search";

export function Palette() {
  const layers = useCatalogue().families.layers;
  const [search, setSearch] = useState("");
  const groups = useMemo(() => grouped(layers, search), [layers, search]);
  const first = groups[0]?.[1][0];
  return (
    <div className={classes["palette"]}>
      <TextInput
        id={LAYER_SEARCH}
        type="search"
        size="sm"
        aria-label="Search layers"
        placeholder={`Search ${layers.length} layers…`}
        leftSection={<IconSearch size="0.875rem" aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setSearch("");
          if (event.key === "Enter" && search && first) addLayerAnywhere(first.type);
        }}
      />
      {groups.map(([group, entries]) => (
        <Group key={group} title={group} entries={entries} />
      ))}
      {groups.length === 0 && (
        <p className={classes["nothing"]} role="status">
          {layers.length === 0
            ? "The layers are on their way."
            : `No layer is called “${search}”. Try a shorter word.`}
        </p>
      )}
    </div>
  );
}

function Group({ title, entries }: { title: string; entries: readonly CatalogueEntry[] }) {
  const id = useId();
  return (
    <section className={classes["group"]} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ul className={classes["chips"]}>
        {entries.map((entry) => (
          <li key={entry.type}>
            <Chip entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Chip({ entry }: { entry: CatalogueEntry }) {
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({
    id: entry.type,
    attributes: { roleDescription: "layer to add" },
  });
  const startsDrag = listeners?.["onKeyDown"] as ((event: React.KeyboardEvent) => void) | undefined;
  return (
    <HoverCard card={() => <Help entry={entry} />} width={250}>
      <button
        ref={setNodeRef}
        type="button"
        className={classes["chip"]}
        style={{ "--accent": groupColour(entry.group) } as React.CSSProperties}
        data-dragged={isDragging}
        data-layer={entry.type}
        {...attributes}
        {...listeners}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !isDragging) return;
          startsDrag?.(event);
        }}
        onClick={() => addLayerAnywhere(entry.type)}
      >
        {entry.title}
      </button>
    </HoverCard>
  );
}

/** What a layer is, in the words of its declaration. */
function Help({ entry }: { entry: CatalogueEntry }) {
  const [first = ""] = entry.help.split("\n\n");
  return (
    <div className={classes["help"]}>
      <strong>{entry.title}</strong>
      {entry.formula && <span className={classes["formula"]}>{entry.formula}</span>}
      <p>{first.replaceAll("\n", " ")}</p>
    </div>
  );
}

/** The groups in the order of their first layer, each with the layers whose title, type or help fits the search. */
export function grouped(
  layers: readonly CatalogueEntry[],
  search: string,
): [string, CatalogueEntry[]][] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, CatalogueEntry[]>();
  for (const entry of layers) {
    const text = `${entry.title} ${entry.type} ${entry.group}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  }
  return [...groups];
}
