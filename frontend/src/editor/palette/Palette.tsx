/** All layers by group. A layer is added by a drag to the canvas or by a click. Groups can be folded and searched. */
import { useDraggable } from "@dnd-kit/core";
import { TextInput } from "@mantine/core";
import { IconChevronRight, IconSearch } from "@tabler/icons-react";
import { useId, useMemo, useState } from "react";

import type { CatalogueEntry, EntryJson } from "../../api/types";
import { groupColour } from "../../components/colours";
import { HoverCard } from "../../components/HoverCard";
import { layerFindables } from "../../project/findables";
import { ranked, shortened } from "../../project/rank";
import { useCatalogue } from "../../store/catalogue";
import { useReport } from "../../store/check";
import { usePreferences } from "../../store/preferences";
import { useProject } from "../../store/project";
import { addLayerAnywhere } from "../scene/addLayer";
import { addAgain } from "../scene/blockVerbs";
import { BlockChips, useFoundBlocks } from "./BlockChips";
import classes from "./Palette.module.css";
import { focusChosen, keepStop, walkChips } from "./walkChips";

/** The id of the search field, for the key that jumps to it. */
export const LAYER_SEARCH = "layer-search";

export function Palette() {
  const layers = useCatalogue().families.layers;
  const [search, setSearch] = useState("");
  const near = useSuiting();
  const isSearching = search.trim() !== "";
  const found = useFound(search);
  const all = useMemo(() => grouped(layers, near), [layers, near]);
  const groups = isSearching ? foundGroups(found, layers) : all;
  const usual = useUsual(layers, near);
  const folded = usePreferences((state) => state.panels);
  const [first] = found;
  const blocks = useFoundBlocks(search);
  const [block] = first ? [] : blocks;
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={classes["palette"]} onKeyDown={walkChips} onFocus={keepStop}>
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
            if (event.key === "Escape" && search === "") focusChosen();
            if (event.key === "Escape") setSearch("");
            if (event.key !== "Enter" || !isSearching) return;
            if (first) addLayerAnywhere(first.type, first);
            else if (block) addAgain(block);
            else return;
            // The next name that is typed takes the place of this one.
            event.currentTarget.select();
          }}
        />
      </div>
      <BlockChips found={blocks} marked={isSearching ? block : undefined} />
      {groups.map(([group, entries]) => (
        <Group
          key={group}
          title={group}
          entries={entries}
          isOpen={isSearching || (folded[keyOf(group)] ?? usual.has(group))}
          canFold={!isSearching}
          marked={first?.type}
        />
      ))}
      {groups.length === 0 && blocks.length === 0 && (
        <p className={classes["nothing"]} role="status">
          {layers.length === 0
            ? "The layers are on their way."
            : `No layer is called “${shortened(search)}”. Try a shorter word.`}
        </p>
      )}
    </div>
  );
}

/** The layers that fit the search, the best first, each with the fields that its name sets. */
function useFound(search: string): readonly EntryJson[] {
  const catalogue = useCatalogue();
  const items = useMemo(() => layerFindables(catalogue), [catalogue]);
  return useMemo(
    () =>
      ranked(items, search).flatMap(({ item: { taking } }) =>
        "layer" in taking ? [taking.layer] : [],
      ),
    [items, search],
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
  /** The layer that Enter adds. */
  readonly marked?: string;
}

function Group({ title, entries, isOpen, canFold, marked }: GroupProps) {
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
              <Chip entry={entry} isMarked={entry.type === marked} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Chip({ entry, isMarked }: { entry: CatalogueEntry; isMarked: boolean }) {
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
        data-marked={isMarked || undefined}
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

/** The groups in the order of `ORDER`. Those in `near` come right after the first. */
export function grouped(
  layers: readonly CatalogueEntry[],
  near: readonly string[] = [],
): [string, CatalogueEntry[]][] {
  return inGroups(layers).sort(([a], [b]) => rank(a, near) - rank(b, near));
}

/** What was found, with the group of the best first. A layer that was found by several names stands once. */
export function foundGroups(
  found: readonly EntryJson[],
  layers: readonly CatalogueEntry[],
): [string, CatalogueEntry[]][] {
  const types = [...new Set(found.map(({ type }) => type))];
  return inGroups(types.flatMap((type) => layers.filter((entry) => entry.type === type)));
}

function inGroups(entries: readonly CatalogueEntry[]): [string, CatalogueEntry[]][] {
  const groups = new Map<string, CatalogueEntry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}

function rank(group: string, near: readonly string[]): number {
  const at = ORDER.indexOf(group);
  if (near.includes(group)) return 0.1 + at / 100;
  return at < 0 ? ORDER.length : at;
}
