/** Finds what the words of a caption name: cards of the drawing, and views. Pure. */
import type { Named } from "../../store/presenting";

/** A card as words may name it. */
export interface NameableCard {
  readonly id: string;
  /** The type of its first layer, such as `conv2d`. */
  readonly type: string;
  /** The titles of its layers, such as `Conv2d`, `ReLU`. */
  readonly titles: readonly string[];
  /** The network it belongs to in a pair of networks. */
  readonly network: string | null;
}

export interface NameableView {
  readonly id: string;
  readonly title: string;
}

/** Words for kinds of layers, beside their titles. */
const KINDS: readonly (readonly [words: RegExp, types: RegExp])[] = [
  [/\bconvolutions?\b|\bfilters?\b|\bfeature maps?\b/i, /^conv/],
  [/\bpool(s|ing)?\b/i, /pool/],
  [/\battention\b|\bheads?\b/i, /attention|transformer/],
  [/\bembeddings?\b/i, /^embedding/],
  [/\bnorms?\b|\bnormali[sz]ation\b/i, /norm/],
  [/\bblocks?\b/i, /block|transformer/],
  [/\bresiduals?\b/i, /^(add|sum|residual)/],
  [/\bthe outputs?\b|\blast layer\b/i, /^output$/],
  [/\bthe inputs?\b/i, /^input$/],
];
/** Words for the networks of a pair, beside their names. */
const NETWORKS: readonly (readonly [words: RegExp, network: string])[] = [
  [/\bforger\b|\bleft network\b/i, "generator"],
  [/\bjudge\b|\bright (one|network)\b/i, "discriminator"],
];
/** Words for views, beside their titles. */
const VIEWS: readonly (readonly [words: RegExp, id: string])[] = [
  [/\bloss(es)?\b|\bcurves?\b/i, "loss"],
  [/\bgradients?\b.*\bby layer\b|\bgradient flow\b|\bhistograms by layer\b/i, "gradients"],
  [/\bconfusion\b|\bmistakes?\b/i, "confusion"],
  [/\bhardest\b/i, "hardest"],
];
const ORDER = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
/** Titles of views that are words for many things. */
const VAGUE = new Set(["Output", "Data"]);
const PLAIN_ENDS = new Set(["input", "output"]);

/**
 * The cards and views that these words name. `cards` are in the order of the drawing. `before`: the words of the step
 * before, since "the second" may go on with what was counted there.
 */
export function namedIn(
  words: string,
  cards: readonly NameableCard[],
  views: readonly NameableView[],
  before = "",
): Named {
  const lit = cards.filter((card) => isCardNamed(words, card));
  const counted = countedIn(words, before, cards);
  const ids = new Set([...lit.map(({ id }) => id), ...counted]);
  return {
    cards: cards.filter(({ id }) => ids.has(id)).map(({ id }) => id),
    views: viewsIn(words, views),
  };
}

function isCardNamed(words: string, { type, titles, network }: NameableCard): boolean {
  const isOfKind = KINDS.some(([said, types]) => types.test(type) && said.test(words));
  const isOfNetwork =
    network !== null &&
    (holds(words, network) ||
      NETWORKS.some(([said, name]) => name === network && said.test(words)));
  // "Input" and "Output" are said of many things; KINDS asks for "the output".
  const isTitled = !PLAIN_ENDS.has(type) && titles.some((title) => holds(words, title));
  return isOfKind || isOfNetwork || isTitled;
}

/** The cards that are counted: "the first layer … the second bends them". */
function countedIn(words: string, before: string, cards: readonly NameableCard[]): string[] {
  if (!/\blayers?\b/i.test(`${before} ${words}`)) return [];
  const between = cards.filter(({ type }) => !PLAIN_ENDS.has(type));
  return between.flatMap(({ id }, at) => {
    const ordinal = ORDER[at];
    return ordinal && new RegExp(`\\bthe ${ordinal}( hidden)?( layer|\\b)`, "i").test(words)
      ? [id]
      : [];
  });
}

/** The views, those that are named by their titles first, the longest title at the top. */
function viewsIn(words: string, views: readonly NameableView[]): string[] {
  const titled = views
    .filter(({ title }) => !VAGUE.has(title) && holds(words, title))
    .sort((a, b) => b.title.length - a.title.length);
  const meant = views.filter((view) =>
    VIEWS.some(([said, id]) => id === view.id && said.test(words)),
  );
  return [...new Set([...titled, ...meant].map(({ id }) => id))];
}

/** Whether the words hold a title as a whole, in the singular or the plural. */
function holds(words: string, title: string): boolean {
  const name = title.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return (
    name.length > 2 && new RegExp(`(?<![\\p{L}\\d])${name}s?(?![\\p{L}\\d])`, "iu").test(words)
  );
}
