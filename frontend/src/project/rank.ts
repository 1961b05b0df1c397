/** Ranks things by how well their names fit a search. Pure. */
import { slips } from "./slips";

/** Something with names that people search for. */
export interface Named {
  /** The name that it is shown with. */
  readonly title: string;
  /** Names that count as much as the title: a lesson's terms, a title without its brackets. */
  readonly names?: readonly string[];
  /** Its other names. They come behind equal names of others. */
  readonly aliases?: readonly string[];
  /** What it is: "Layer". A search may say it: "dropout layer". */
  readonly sort?: string;
  /** Where it stands and what is said of it. */
  readonly text?: string;
}

/** How a name fits, the best first. */
const FITS = ["exact", "beginning", "words", "inside", "slip", "text"] as const;
type Fit = (typeof FITS)[number];

export interface Ranked<T> {
  readonly item: T;
  /** The name that fits. It is the title where only the text fits. */
  readonly name: string;
  readonly fit: Fit;
}

/** Only this many characters of a search are looked for. */
export const LONGEST_SEARCH = 100;

/** A search without what is too long to be a name. */
export function shortened(search: string): string {
  return search.slice(0, LONGEST_SEARCH);
}

/**
 * What fits a search, the best first: a name that is the search, one that begins with it, one with words that begin
 * with its words, one that has it inside, and last a text that has its words. If no name fits, names that are like it
 * but for typing errors come before the texts. Of equals the titles come before other names, then the shorter names;
 * else the order stays. Empty for an empty search.
 */
export function ranked<T extends Named>(items: readonly T[], search: string): Ranked<T>[] {
  const sought = spelled(shortened(search));
  if (sought.plain === "") return [];
  const fitting = (maySlip: boolean) =>
    items.flatMap((item) => {
      const best = bestOf(item, sought, maySlip);
      return best ? [{ item, ...best }] : [];
    });
  const strict = fitting(false);
  const found = strict.some(({ fit }) => fit !== "text") ? strict : fitting(true);
  found.sort((a, b) => compared(a.score, b.score));
  return found.map(({ item, name, fit }) => ({ item, name, fit }));
}

/** How well a name fits: which fit, how many slips, whether it is only an alias, how long it is. Less is better. */
type Score = readonly [fit: number, numSlips: number, isAlias: number, length: number];

interface Scored {
  readonly name: string;
  readonly fit: Fit;
  readonly score: Score;
}

function bestOf(item: Named, sought: Spelled, maySlip: boolean): Scored | null {
  let best: Scored | null = null;
  for (const { name, spelled: own, isAlias } of namesOf(item)) {
    const [fit, numSlips] = fitOf(own, spelledOnce(item.sort ?? ""), sought, maySlip);
    if (fit === null) continue;
    const score = [FITS.indexOf(fit), numSlips, Number(isAlias), own.plain.length] as const;
    if (!best || compared(score, best.score) < 0) best = { name, fit, score };
  }
  if (best || !item.text) return best;
  const words = [
    ...namesOf(item).flatMap((one) => one.spelled.words),
    ...spelledOnce(item.text).words,
  ];
  const isSaid = sought.words.every((word) => words.some((other) => other.startsWith(word)));
  const score = [FITS.indexOf("text"), 0, 0, 0] as const;
  return isSaid ? { name: item.title, fit: "text", score } : null;
}

function fitOf(
  own: Spelled,
  sort: Spelled,
  sought: Spelled,
  maySlip: boolean,
): readonly [Fit | null, number] {
  if (own.plain === sought.plain) return ["exact", 0];
  if (isSame(own.plain, sought.plain) || isSame(own.plain + sort.plain, sought.plain))
    return ["exact", 1];
  if (own.plain.startsWith(sought.plain)) return ["beginning", 0];
  const words = [...own.words, ...sort.words];
  if (sought.words.every((word) => words.some((other) => other.startsWith(word))))
    return ["words", 0];
  if (sought.plain.length > 1 && own.plain.includes(sought.plain)) return ["inside", 0];
  if (!maySlip) return [null, 0];
  const numSlips = Math.min(slipsBetween(own, sort, sought), slipsIn(sought.plain, [own.plain]));
  return numSlips < Infinity ? ["slip", numSlips] : [null, 0];
}

/** The slips of all words together; infinite if a word is like none. */
function slipsBetween(own: Spelled, sort: Spelled, sought: Spelled): number {
  const words = [...own.words, ...sort.words];
  return sought.words.reduce((sum, word) => sum + slipsIn(word, words), 0);
}

/** The fewest slips in a word that was meant to be one of these, or the beginning of one. */
function slipsIn(word: string, others: readonly string[]): number {
  if (others.some((other) => other.startsWith(word))) return 0;
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  if (most === 0) return Infinity;
  const fewest = Math.min(...others.map((other) => slips(word, other, most)));
  return fewest <= most ? fewest : Infinity;
}

/** Equal, or one is the other's plural. */
function isSame(one: string, other: string): boolean {
  return one === other || (one.length > 2 && (`${one}s` === other || one === `${other}s`));
}

function compared(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A text in the form in which names are compared. */
interface Spelled {
  /** Only letters and digits, small: `Conv 2D`, `conv_2d` and `conv2d` are equal. */
  readonly plain: string;
  readonly words: readonly string[];
}

function spelled(text: string): Spelled {
  const even = text.normalize("NFKD").replace(/\p{M}/gu, "");
  const apart = even.replace(/(\p{Ll})(?=\p{Lu}\p{Ll})/gu, "$1 ");
  const words = [...wordsOf(even), ...(apart === even ? [] : wordsOf(apart))];
  return { plain: wordsOf(even).join(""), words };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

const MADE = new Map<string, Spelled>();
/** More texts are not remembered than all lessons and entries have. */
const MOST_MADE = 5_000;

/** The names of the catalogue are spelled once, not at every key. */
function spelledOnce(text: string): Spelled {
  const known = MADE.get(text);
  if (known) return known;
  if (MADE.size >= MOST_MADE) MADE.clear();
  const made = spelled(text);
  MADE.set(text, made);
  return made;
}

interface NameOf {
  readonly name: string;
  readonly isAlias: boolean;
  readonly spelled: Spelled;
}

const NAMES = new WeakMap<Named, readonly NameOf[]>();

/** All names of a thing, which are put together once. */
function namesOf(item: Named): readonly NameOf[] {
  const known = NAMES.get(item);
  if (known) return known;
  const { title, names = [], aliases = [] } = item;
  const own = [title, ...names].map((name) => ({ name, isAlias: false }));
  const others = aliases.map((name) => ({ name, isAlias: true }));
  const made = [...own, ...others].map((one) => ({ ...one, spelled: spelledOnce(one.name) }));
  NAMES.set(item, made);
  return made;
}
