/** The search of the whole page: lessons, layers, data, losses, optimizers, settings and commands by their names. */
import { Modal, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";

import type { Findable } from "../../project/findables";
import { LONGEST_SEARCH, shortened, type Ranked } from "../../project/rank";
import { finder, useCatalogue } from "../../store/catalogue";
import { useLessons } from "../../store/lessons";
import { useProject } from "../../store/project";
import { everything, found, HEADINGS, type ResultGroup } from "./everything";
import classes from "./FindBox.module.css";
import { take } from "./take";
import { usePageVerbs, type PageParts } from "./usePageVerbs";

interface FindBoxProps extends PageParts {
  readonly onClose: () => void;
}

export function FindBox({ onClose, ...page }: FindBoxProps) {
  const verbs = usePageVerbs(page);
  const giveBack = useFocusBefore();
  return (
    <Modal.Root
      opened
      onClose={() => {
        onClose();
        giveBack();
      }}
      size="38rem"
      yOffset="10vh"
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Search everything">
        <div className={classes["box"]}>
          <Search
            onTake={(item) => {
              onClose();
              giveBack();
              take(item, verbs);
            }}
          />
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

/** The focus goes back to where it was. A result that leads elsewhere takes it from there. */
function useFocusBefore(): () => void {
  const [before] = useState(() => document.activeElement);
  return () => {
    if (before instanceof HTMLElement && before !== document.body) before.focus();
  };
}

function Search({ onTake }: { readonly onTake: (item: Findable) => void }) {
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  const items = useEverything();
  const groups = useMemo(() => found(items, search), [items, search]);
  const results = groups.flatMap(({ shown }) => shown);
  const marked = results[at];
  const onKey = (event: KeyboardEvent) => {
    const next = stepOf(event.key, at, results.length);
    if (next !== null) {
      event.preventDefault();
      setAt(next);
    }
    // While letters of another script are put together, Enter only ends that.
    if (event.key !== "Enter" || !marked || event.nativeEvent.isComposing) return;
    // Else the same key would open the list of a choice that is focused now.
    event.preventDefault();
    onTake(marked.item);
  };
  return (
    <>
      <TextInput
        data-autofocus
        type="search"
        role="combobox"
        aria-label="Search everything"
        aria-expanded={results.length > 0}
        aria-controls={LIST}
        aria-autocomplete="list"
        aria-activedescendant={marked && optionId(at)}
        placeholder="A lesson, layer, data set, loss, optimizer, setting or command"
        leftSection={<IconSearch size="1rem" aria-hidden />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <Results groups={groups} at={at} onMark={setAt} onTake={onTake} />
      <p className={classes["said"]} role="status">
        {sentenceOf(search, numFound(groups))}
      </p>
    </>
  );
}

const LIST = "found";

function optionId(at: number): string {
  return `found-${at}`;
}

/** Everything that can be found for the drawing as it is now. */
function useEverything(): readonly Findable[] {
  const catalogue = useCatalogue();
  const lessons = useLessons();
  const file = useProject((state) => state.file);
  return useMemo(
    () => everything({ catalogue, lessons }, file, finder()),
    [catalogue, file, lessons],
  );
}

/** The place that a key goes to; null if the key moves nothing. Behind the last is the first. */
function stepOf(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return (at - 1 + count) % count;
  if (key === "PageDown") return Math.min(count - 1, at + 6);
  if (key === "PageUp") return Math.max(0, at - 6);
  return null;
}

function numFound(groups: readonly ResultGroup[]): number {
  return groups.reduce((sum, { shown, more }) => sum + shown.length + more, 0);
}

function sentenceOf(search: string, count: number): string {
  if (search.trim() === "")
    return "Type a word: GAN, dropout, learning rate, overfitting, dark mode. ↑ and ↓ move, Enter takes, Esc closes.";
  const cut =
    search.length > LONGEST_SEARCH ? ` Only the first ${LONGEST_SEARCH} characters count.` : "";
  if (count === 0) return `Nothing is called “${shortened(search)}”. Try a shorter word.${cut}`;
  return `${count === 1 ? "1 result" : `${count} results`}.${cut}`;
}

interface ResultsProps {
  readonly groups: readonly ResultGroup[];
  /** The number of the marked result, counted through all groups. */
  readonly at: number;
  readonly onMark: (at: number) => void;
  readonly onTake: (item: Findable) => void;
}

function Results({ groups, at, onMark, onTake }: ResultsProps) {
  const starts = groups.map((_, number) =>
    groups.slice(0, number).reduce((sum, { shown }) => sum + shown.length, 0),
  );
  return (
    <div id={LIST} role="listbox" aria-label="Results" className={classes["list"]}>
      {groups.map(({ sort, shown, more }, number) => (
        <div key={sort} role="group" aria-label={HEADINGS[sort]}>
          <div aria-hidden className={classes["heading"]}>
            {HEADINGS[sort]}
            {more > 0 && <span>{more} more; a longer word finds them</span>}
          </div>
          {shown.map((result, within) => {
            const place = (starts[number] ?? 0) + within;
            return (
              <Option
                key={result.item.key}
                id={optionId(place)}
                result={result}
                isMarked={place === at}
                onMark={() => onMark(place)}
                onTake={() => onTake(result.item)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly result: Ranked<Findable>;
  readonly isMarked: boolean;
  readonly onMark: () => void;
  readonly onTake: () => void;
}

function Option({ id, result: { item, name, fit }, isMarked, onMark, onTake }: OptionProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isMarked) row.current?.scrollIntoView({ block: "nearest" });
  }, [isMarked]);
  const isOther = fit !== "text" && !item.title.toLowerCase().includes(name.toLowerCase());
  return (
    // The keys are those of the field above, which stays focused.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isMarked}
      className={classes["option"]}
      onMouseMove={isMarked ? undefined : onMark}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      <span className={classes["title"]}>
        {item.title}
        {isOther && <em> {name}</em>}
      </span>
      <span className={classes["note"]}>{item.note}</span>
      <span className={classes["sort"]}>{item.sort}</span>
    </div>
  );
}
