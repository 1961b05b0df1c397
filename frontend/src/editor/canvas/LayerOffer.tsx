/** The layers that a wire can lead to where it was dropped on nothing: a list with a search. */
import { TextInput } from "@mantine/core";
import { useClickOutside } from "@mantine/hooks";
import { useReactFlow } from "@xyflow/react";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";

import type { CatalogueEntry } from "../../api/types";
import { withinWindow } from "../../components/withinWindow";
import { useCatalogue } from "../../store/catalogue";
import { focusCard } from "../scene/focusCard";
import type { Box } from "../scene/rows";
import { announce, useEditor, type Wiring } from "../scene/state";
import { useScene } from "../scene/useScene";
import classes from "./ContextMenu.module.css";
import { addOffered, offered, useFits } from "./offer";

interface OfferProps {
  readonly x: number;
  readonly y: number;
  /** Where the wire begins; null to add a layer without a wire. */
  readonly from: Pick<Wiring, "card" | "input"> | null;
  /** The cards that are there already, in canvas pixels. */
  readonly boxes: ReadonlyMap<string, Box>;
}

/** Its width, and the height that it takes at most as a rule, in pixels. */
const SIZE = { width: 272, height: 330 };

const close = () => useEditor.setState({ menu: null, wiring: null });

export function LayerOffer({ x, y, from, boxes }: OfferProps) {
  const scene = useScene();
  const layers = useCatalogue().families.layers;
  const [search, setSearch] = useState("");
  const [marked, setMarked] = useState(0);
  const { screenToFlowPosition } = useReactFlow();
  const found = useMemo(() => offered(layers, search, from), [from, layers, search]);
  const misfits = useFits(scene, from, found);
  const list = useMemo(() => {
    const fits = found.filter(({ type }) => !misfits.get(type));
    return [...fits, ...found.filter(({ type }) => misfits.get(type))];
  }, [found, misfits]);
  const box = useClickOutside<HTMLDivElement>(close);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const choose = (entry: CatalogueEntry | undefined) => {
    if (!entry) return;
    close();
    const node = addOffered(scene, entry.type, from, screenToFlowPosition({ x, y }), boxes);
    announce(`${entry.title} was added.`);
    focusCard(node);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setMarked(Math.min(list.length - 1, Math.max(0, marked + step)));
    else if (event.key === "Enter") choose(list[marked]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const title = from && scene.faces.get(from.card)?.titles[0];
  const words = title
    ? from.input === null
      ? `After ${title}`
      : `Before ${title}`
    : "Add a layer";
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={words}
      className={classes["offer"]}
      style={withinWindow({ x, y }, SIZE)}
    >
      <p>{words}</p>
      <TextInput
        size="xs"
        ref={field}
        role="combobox"
        aria-label="Search a layer that fits"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={list[marked] && `${id}-${list[marked].type}`}
        placeholder="Search…"
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
      />
      <Choices {...{ id, list, misfits, marked, choose }} />
    </div>
  );
}

interface ChoicesProps {
  readonly id: string;
  readonly list: readonly CatalogueEntry[];
  /** Why a layer does not fit; undefined if it does or is not known yet. */
  readonly misfits: ReadonlyMap<string, string>;
  readonly marked: number;
  readonly choose: (entry: CatalogueEntry) => void;
}

function Choices({ id, list, misfits, marked, choose }: ChoicesProps) {
  const own = useRef<HTMLUListElement>(null);
  useEffect(() => {
    own.current?.children[marked]?.scrollIntoView?.({ block: "nearest" });
  }, [marked]);
  return (
    <ul ref={own} id={id} role="listbox" aria-label="Layers">
      {list.length === 0 && <li role="presentation">No layer is called so. Try a shorter word.</li>}
      {list.map((entry, at) => (
        // The keys are those of the search field above, which the list belongs to.
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events
        <li
          key={entry.type}
          id={`${id}-${entry.type}`}
          role="option"
          aria-selected={at === marked}
          aria-disabled={misfits.has(entry.type)}
          data-offer={entry.type}
          onClick={() => choose(entry)}
        >
          {entry.title}
          {misfits.has(entry.type) && <small>{misfits.get(entry.type)}</small>}
        </li>
      ))}
    </ul>
  );
}
