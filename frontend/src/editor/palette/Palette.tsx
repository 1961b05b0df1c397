/** All layers by group. A layer is added by a drag to the canvas or by a click. Groups can be folded and searched. */
import { useDraggable } from "@dnd-kit/core";
import { TextInput } from "@mantine/core";
import { IconChevronRight, IconSearch } from "@tabler/icons-react";
import { useId, useMemo, useState } from "react";

import type { CatalogueEntry } from "../../api/types";
import { groupColour } from "../../components/colours";
import { HoverCard } from "../../components/HoverCard";
import { useCatalogue } from "../../store/catalogue";
import { useReport } from "../../store/check";
import { usePreferences } from "../../store/preferences";
import { useProject } from "../../store/project";
import { addLayerAnywhere } from "../scene/addLayer";
import classes from "./Palette.module.css";

/** The id of the search field, for the key that jumps to it. */
export const LAYER_SEARCH = "layer-search";

export function Palette() {
  const layers = useCatalogue().families.layers;
  const [search, setSearch] = useState("");
  const near = useSuiting();
  const groups = useMemo(() => grouped(layers, search, near), [layers, near, search]);
  const usual = useUsual(layers, near);
  const folded = usePreferences((state) => state.panels);
  const first = groups[0]?.[1][0];
  return (
    <div className={classes["palette"]}>
      <div className={classes["search"]}>
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
      </div>
      {groups.map(([group, entries]) => (
        <Group
          key={group}
          title={group}
          entries={entries}
          isOpen={search !== "" || (folded[keyOf(group)] ?? usual.has(group))}
          canFold={search === ""}
        />
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

function keyOf(group: string): string {
  return `layers ${group}`;
}

/**
 * The groups that are open by default: groups that every network may need, groups that suit the data, and groups of
 * layers in the drawing.
 */
function useUsual(layers: readonly CatalogueEntry[], near: readonly string[]): ReadonlySet<string> {
  const nodes = useProject((state) => state.file.network.nodes);
  return useMemo(() => {
    const drawn = new Set(nodes.map(({ layer }) => layer.type));
    const own = layers.filter(({ type }) => drawn.has(type)).map(({ group }) => group);
    return new Set([...ALWAYS, ...near, ...own]);
  }, [layers, near, nodes]);
}

const ALWAYS = ["Core", "Activation", "Normalise · regularise", "Join"];

const FOR_STEPS: readonly string[] = ["Sequence", "Attention"];
const FOR_PICTURES: readonly string[] = ["Convolution"];
const FOR_OTHERS: readonly string[] = [];

/** The groups for the kind of data in the drawing. */
function useSuiting(): readonly string[] {
  const data = useReport()?.data;
  if ((data?.vocab?.length ?? 0) > 0 || data?.shape.length === 2) return FOR_STEPS;
  return data?.shape.length === 3 ? FOR_PICTURES : FOR_OTHERS;
}

interface GroupProps {
  readonly title: string;
  readonly entries: readonly CatalogueEntry[];
  readonly isOpen: boolean;
  readonly canFold: boolean;
}

function Group({ title, entries, isOpen, canFold }: GroupProps) {
  const id = useId();
  const fold = () => {
    const { panels, set } = usePreferences.getState();
    set({ panels: { ...panels, [keyOf(title)]: !isOpen } });
  };
  return (
    <section className={classes["group"]} aria-labelledby={id}>
      <h3 id={id}>
        <button type="button" aria-expanded={isOpen} disabled={!canFold} onClick={fold}>
          <IconChevronRight size="0.75rem" aria-hidden />
          {title}
          <span>{entries.length}</span>
        </button>
      </h3>
      {isOpen && (
        <ul className={classes["chips"]}>
          {entries.map((entry) => (
            <li key={entry.type}>
              <Chip entry={entry} />
            </li>
          ))}
        </ul>
      )}
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

/** The help of a layer, from its catalogue entry. */
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

/** The order of the groups, in which they are usually learned. Other groups follow. */
const ORDER = [
  "Core",
  "Activation",
  "Normalise · regularise",
  "Join",
  "Convolution",
  "Sequence",
  "Attention",
  "Generative",
];

/**
 * The groups that match a search, in the order of `ORDER`. Groups in `near` come right after the first.
 *
 * Layers match by title, type or group. If none does, by their other names (`Dense`). If none does, by their help.
 */
export function grouped(
  layers: readonly CatalogueEntry[],
  search: string,
  near: readonly string[] = [],
): [string, CatalogueEntry[]][] {
  const found =
    [nameOf, otherNamesOf, helpOf]
      .map((textOf) => fitting(layers, search, textOf))
      .find((fits) => fits.length > 0) ?? [];
  const groups = new Map<string, CatalogueEntry[]>();
  for (const entry of found) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups].sort(([a], [b]) => rank(a, near) - rank(b, near));
}

const nameOf = ({ title, type, group }: CatalogueEntry) => `${title} ${type} ${group}`;
const otherNamesOf = ({ aliases }: CatalogueEntry) => (aliases ?? []).join(" ");
const helpOf = ({ help }: CatalogueEntry) => help;

function fitting(
  layers: readonly CatalogueEntry[],
  search: string,
  textOf: (entry: CatalogueEntry) => string,
): CatalogueEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return layers.filter((entry) => {
    const text = textOf(entry).toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function rank(group: string, near: readonly string[]): number {
  const at = ORDER.indexOf(group);
  if (near.includes(group)) return 0.1 + at / 100;
  return at < 0 ? ORDER.length : at;
}
