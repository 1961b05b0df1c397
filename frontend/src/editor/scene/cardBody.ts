/** The size of a card and the widths of its texts, from what it shows. Pure but for the measuring of text. */
import {
  CHIP_GAP,
  GRADIENT_BAR,
  lettersAt,
  lineWidths,
  NAME_LINE,
  ROW_LINE,
  rowsOf,
  SPACE,
  type CardBody,
} from "./detail";
import type { CardFace } from "./scene";
import { textWidth } from "./textWidth";
import { shortCount } from "./words";

export type Shown = Pick<CardFace, "picture" | "line" | "titles" | "num_params"> &
  Partial<Pick<CardFace, "card" | "frozen" | "start" | "problems">>;

const NARROWEST = 104;
const WIDEST = 260;
/** The room for an icon beside the name, which may come and go, and for the arrows that swap it, in canvas pixels. */
const MARK = 40;
/** What is added around names, pictures and rows at a zoom of 1, where there is room for more than the least. */
const MORE = { name: 5, picture: 11, row: 6 };
/** What the card of a block has more, so that its name and its gradients are seen from further away. */
const BLOCK = { width: 44, height: 34 };

const bodies = new WeakMap<Shown, CardBody>();

/** The body of a card; the same object for the same face. */
export function bodyOf(face: Shown): CardBody {
  const known = bodies.get(face);
  if (known) return known;
  const made = madeBody(face);
  bodies.set(face, made);
  return made;
}

/** The number of parameters, as a card says it. */
export function countText(num_params: number): string {
  return `${shortCount(num_params)} param${num_params === 1 ? "" : "s"}`;
}

function madeBody(face: Shown): CardBody {
  const { picture, line, titles, num_params } = face;
  const texts = {
    picture,
    name: (titles[0] ?? "").split(/\s+/).map((word) => textWidth(word, "bold")),
    ...marksOf(face),
    shape: textWidth(line),
    activation: titles.slice(1).map((title) => textWidth(title)),
    params: num_params > 0 ? textWidth(countText(num_params)) : null,
  };
  const { width, height } = sizeOf(texts);
  const more = face.card?.block ? BLOCK : { width: 0, height: 0 };
  return { ...texts, width: width + more.width, height: height + more.height };
}

function marksOf({ frozen, start, problems }: Shown): Pick<CardBody, "marks" | "farMarks"> {
  const farMarks = [frozen, start].filter(Boolean).length;
  // One more for the arrows that swap the layer.
  return { marks: 1 + farMarks + (problems && problems.length > 0 ? 1 : 0), farMarks };
}

function sizeOf(body: Omit<CardBody, "width" | "height">): { width: number; height: number } {
  const { text, title } = lettersAt(1);
  const { picture, name, params } = body;
  const words = name.map((word) => word * title);
  const line = lineWidths(body, text);
  const wanted = [
    NARROWEST,
    picture.width + SPACE.sides + 4,
    SPACE.sides + MARK + sum(words, 0.3 * title),
    SPACE.sides + 2 + sum(line, CHIP_GAP),
    params === null ? 0 : SPACE.sides + GRADIENT_BAR + params * text,
  ];
  const width = Math.ceil(Math.min(WIDEST, Math.max(...wanted)));
  const room = width - SPACE.sides;
  const lines = Math.min(2, rowsOf(words, 0.3 * title, room - MARK) ?? 1);
  const rows = (rowsOf(line, CHIP_GAP, room) ?? 1) + (params === null ? 0 : 1);
  const row = ROW_LINE * text + SPACE.aroundRow + MORE.row;
  const around = SPACE.edges + SPACE.aroundName + MORE.name + SPACE.aroundPicture + MORE.picture;
  return {
    width,
    height: Math.ceil(around + lines * NAME_LINE * title + picture.height + rows * row),
  };
}

function sum(widths: readonly number[], gap: number): number {
  return widths.reduce((all, width) => all + width + gap, widths.length > 0 ? -gap : 0);
}
