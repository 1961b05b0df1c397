/** How a table is read: the fields that a person can set, their choices, and how sure the guesses are. Pure. */
import type { Recipe, TableMeta } from "../../api/files";

/** What a person set. A missing field is guessed by the server from the content. */
export type GivenRecipe = Readonly<Partial<Recipe>>;

export interface RecipeField {
  readonly name: keyof Recipe;
  readonly label: string;
  readonly choices: readonly Choice[];
}

interface Choice {
  readonly value: string | number;
  readonly label: string;
}

/** What is known of the file where no table could be read yet. */
export interface Reading {
  readonly meta: TableMeta | null;
  /** The first lines of the file. */
  readonly lines: readonly string[];
}

const SURE = 0.95;
const LIKELY = 0.75;
const MOST_LINES = 16;

const ENCODINGS: readonly Choice[] = [
  { value: "utf-8", label: "UTF-8" },
  { value: "utf-16", label: "UTF-16" },
  { value: "cp1252", label: "Windows-1252 (Western)" },
  { value: "latin-1", label: "Latin-1" },
  { value: "cp1250", label: "Windows-1250 (Central European)" },
  { value: "cp1251", label: "Windows-1251 (Cyrillic)" },
  { value: "cp1253", label: "Windows-1253 (Greek)" },
  { value: "cp1254", label: "Windows-1254 (Turkish)" },
  { value: "mac_roman", label: "Mac Roman" },
  { value: "koi8_r", label: "KOI8-R" },
  { value: "cp866", label: "DOS 866" },
  { value: "cp932", label: "Shift JIS" },
  { value: "euc_jp", label: "EUC-JP" },
  { value: "euc_kr", label: "EUC-KR" },
  { value: "gb18030", label: "GB 18030" },
  { value: "big5", label: "Big5" },
];
const FIELDS: readonly RecipeField[] = [
  { name: "encoding", label: "Encoding", choices: ENCODINGS },
  {
    name: "delimiter",
    label: "Delimiter",
    choices: [
      { value: ",", label: "comma ," },
      { value: ";", label: "semicolon ;" },
      { value: "\t", label: "tab" },
      { value: "|", label: "bar |" },
      { value: " ", label: "blanks" },
    ],
  },
  {
    name: "decimal",
    label: "Decimal mark",
    choices: [
      { value: ".", label: "point 0.5" },
      { value: ",", label: "comma 0,5" },
    ],
  },
  {
    name: "thousands",
    label: "Thousands mark",
    choices: [
      { value: "", label: "none 1000" },
      { value: ",", label: "comma 1,000" },
      { value: ".", label: "point 1.000" },
      { value: "'", label: "apostrophe 1'000" },
      { value: " ", label: "blank 1 000" },
    ],
  },
  {
    name: "quote",
    label: "Quotation mark",
    choices: [
      { value: '"', label: 'double "a"' },
      { value: "'", label: "single 'a'" },
      { value: "", label: "none" },
    ],
  },
  {
    name: "escape",
    label: "A quotation mark in a cell",
    choices: [
      { value: "doubled", label: 'is doubled ""' },
      { value: "backslash", label: 'follows a backslash \\"' },
    ],
  },
  {
    name: "below",
    label: "Rows below the names without data",
    choices: [0, 1, 2, 3].map((value) => ({ value, label: value === 0 ? "none" : String(value) })),
  },
  {
    name: "dates",
    label: "3/4/2024 is",
    choices: [
      { value: "day first", label: "3 April (day first)" },
      { value: "month first", label: "March 4 (month first)" },
    ],
  },
  {
    name: "order",
    label: "Order of the rows",
    choices: [
      { value: "file", label: "as in the file" },
      { value: "time", label: "by date, oldest first" },
    ],
  },
  {
    name: "cases",
    label: "“Alba” and “alba”",
    choices: [
      { value: "merge", label: "are one value" },
      { value: "keep", label: "are two values" },
    ],
  },
];

/** The fields that matter for this file, with the lines of the file as choices where a field names a line. */
export function recipeFields({ meta, lines }: Reading, given: GivenRecipe): RecipeField[] {
  const isText = meta === null || meta.format === "csv";
  const isTyped = !isText && meta.format !== "excel";
  const hasDates = meta === null || meta.recipe?.dates !== null || given.dates !== undefined;
  const header: RecipeField = {
    name: "header",
    label: "Line with the names",
    choices: named(lines),
  };
  const skip: RecipeField = {
    name: "skip",
    label: "Lines above the rows",
    choices: counted(lines),
  };
  const hasNoNames = (given.header ?? meta?.recipe?.header) === 0;
  const all = [...FIELDS.slice(0, 2), header, ...(hasNoNames ? [skip] : []), ...FIELDS.slice(2)];
  const parts = (meta?.parts ?? []).map((name) => ({ value: name, label: name }));
  const part: RecipeField = {
    name: "part",
    label: meta?.format === "excel" ? "Sheet" : "Table",
    choices: parts,
  };
  return [
    ...(parts.length > 1 ? [part] : []),
    ...all.filter(
      ({ name }) =>
        (isText || !OF_TEXT.has(name)) &&
        (!isTyped || !OF_NAMES.has(name)) &&
        (hasDates || !OF_DATES.has(name)),
    ),
  ];
}

/** What only a text has. */
const OF_TEXT: ReadonlySet<keyof Recipe> = new Set(["encoding", "delimiter", "quote", "escape"]);
/** What need not be asked where the names are certain. */
const OF_NAMES: ReadonlySet<keyof Recipe> = new Set(["header", "skip", "below"]);
const OF_DATES: ReadonlySet<keyof Recipe> = new Set(["dates", "order"]);

function named(lines: readonly string[]): Choice[] {
  const some = lines.slice(0, MOST_LINES).map((line, at) => ({
    value: at + 1,
    label: `line ${at + 1}: ${cut(line)}`,
  }));
  return [{ value: 0, label: "there are no names" }, ...some];
}

function counted(lines: readonly string[]): Choice[] {
  const some = lines.slice(0, MOST_LINES).map((line, at) => ({
    value: at + 1,
    label: `${at + 1}, to “${cut(line)}”`,
  }));
  return [{ value: 0, label: "none" }, ...some];
}

function cut(line: string): string {
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

/** The name of the choice that leaves a field to the server: what it found, and how sure it is. */
export function guessLabel(
  { name, choices }: RecipeField,
  { meta }: Reading,
  given: GivenRecipe = {},
): string {
  const found = meta?.recipe?.[name];
  if (given[name] !== undefined || found === undefined || found === null)
    return GUESSED[name] ?? "guess";
  const label = choices.find(({ value }) => value === found)?.label ?? unlisted(name, found);
  const sure = meta?.sure[name];
  return `${label} · ${sure === undefined ? "as it was set" : sureness(sure)}`;
}

function unlisted(name: keyof Recipe, found: string | number | readonly string[]): string {
  const text = typeof found === "object" ? found.join(", ") : String(found);
  return name === "header" ? `line ${text}` : text;
}

/** What a person had set when the table was read; the rest was guessed. */
export function setBefore({ recipe, sure }: TableMeta): GivenRecipe {
  const fields = Object.entries(recipe ?? {});
  return Object.fromEntries(fields.filter(([name, value]) => value !== null && !(name in sure)));
}

const GUESSED: Partial<Record<keyof Recipe, string>> = {
  thousands: "as each column writes them",
  cases: "one value where it is surely one word",
};

/** How sure a guess is, in words. */
export function sureness(sure: number): string {
  if (sure >= SURE) return "sure";
  const percent = `${Math.round(100 * sure)} %`;
  return sure >= LIKELY ? `likely, ${percent}` : `a guess, ${percent}`;
}

/** What a select shows for a field: the place of the choice, or an empty text where it is guessed. */
export function chosen({ name, choices }: RecipeField, given: GivenRecipe): string {
  const at = choices.findIndex(({ value }) => value === given[name]);
  return at < 0 ? "" : String(at);
}

/** The recipe with another choice; an empty text leaves the field to the server again. */
export function withChoice(given: GivenRecipe, field: RecipeField, place: string): GivenRecipe {
  const choice = place === "" ? undefined : field.choices[Number(place)];
  return withField(given, field.name, choice?.value ?? null);
}

function withField(given: GivenRecipe, name: keyof Recipe, value: unknown): GivenRecipe {
  const kept = Object.entries(given).filter(([other]) => other !== name);
  return Object.fromEntries(value === null ? kept : [...kept, [name, value]]);
}

/** The words for missing as a person writes them, divided by commas. */
export function missingText(given: GivenRecipe): string {
  return given.missing?.join(", ") ?? "";
}

export function withMissing(given: GivenRecipe, text: string): GivenRecipe {
  const words = text.split(",").map((word) => word.trim().slice(0, 40));
  const some = [...new Set(words.filter((word) => word !== ""))].slice(0, 50);
  return withField(given, "missing", some.length > 0 ? some : null);
}

/** One more word that means that there is no value. */
export function withMissingWord(given: GivenRecipe, word: string): GivenRecipe {
  return withMissing(given, [...(given.missing ?? []), word].join(","));
}

/** As the server takes it; empty where everything is guessed. */
export function recipeText(given: GivenRecipe): string {
  return Object.keys(given).length === 0 ? "" : JSON.stringify(given);
}
