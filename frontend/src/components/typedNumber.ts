/** Reads a number as people type it: 0.5, 0,5, 1e-3, 1/3, 50 %, −2, 10 000. Pure. */
import { shortNumber } from "./logSlider";
import { rangeText } from "./rangeText";

/** What a field accepts. */
export interface Accepted {
  readonly lowest: number;
  readonly highest: number;
  readonly whole?: boolean;
}

export type Typed = { readonly number: number } | { readonly problem: string };

/** Most letters of a refused text that are repeated in the sentence. */
const MOST_QUOTED = 32;
/** A longer text holds no number, and is not searched for one. */
const LONGEST = 64;

const MINUS = /[\u2010-\u2015\u2212\ufe63\uff0d]/g;
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** 10^-3, 2·10^-3, 2 * 10^-3. */
const POWER = /^(?:(?<by>[+-]?[\d.,]+)[*x·×])?10\^(?<exponent>[+-]?\d+)$/i;
/** 1,500 is one and a half in many countries, and fifteen hundred in others. */
const AMBIGUOUS = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/** The number that a text means, or a sentence that says what came and what would fit. */
export function typedNumber(text: string, accepted: Accepted): Typed {
  const { lowest, highest, whole = false } = accepted;
  const span = rangeText(lowest, highest);
  if (text.trim() === "") return { problem: `Type a number ${span}` };
  const compact = compacted(text);
  if (AMBIGUOUS.test(compact) && !whole) return { problem: twoReadings(compact) };
  const number = numberOf(compact, whole);
  if (number === null) return { problem: `${quoted(text)} is no number; type one ${span}` };
  if (whole && !Number.isInteger(number))
    return { problem: `${quoted(text)} is no whole number; type one ${span}` };
  return number < lowest || number > highest
    ? { problem: `${quoted(text)} does not fit; type a number ${span}` }
    : { number };
}

/** The text without spaces and with the plain minus. Spaces stay where they do not group digits: 1 2 is two numbers. */
function compacted(text: string): string {
  if (text.length > LONGEST) return text;
  const plain = text.normalize("NFKC").replace(MINUS, "-").trim();
  return plain
    .replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/g, "")
    .replace(/^([+-])\s+/, "$1")
    .replace(/\s*([/%*x·×^])\s*/g, "$1");
}

function numberOf(text: string, whole: boolean): number | null {
  if (text.length > LONGEST) return null;
  if (text.endsWith("%")) return finite((decimal(text.slice(0, -1), whole) ?? NaN) / 100);
  const [above = "", below, ...more] = text.split(/[/⁄]/);
  if (below !== undefined) {
    if (more.length > 0) return null;
    return finite((decimal(above, whole) ?? NaN) / (decimal(below, whole) ?? NaN));
  }
  const power = POWER.exec(text)?.groups;
  if (!power) return decimal(text, whole);
  const by = power["by"] === undefined ? 1 : decimal(power["by"], whole);
  return by === null ? null : finite(Number(`${by}e${power["exponent"] ?? "0"}`));
}

/** A number with a decimal point or a decimal comma. Commas that group digits by three are left out. */
function decimal(text: string, whole: boolean): number | null {
  const sign = /^[+-]/.test(text) ? 1 : 0;
  const digits = text.slice(sign);
  const plain = /^\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$|^\d{1,3},\d{3}\.\d+$/.test(digits)
    ? digits.replaceAll(",", "")
    : whole && AMBIGUOUS.test(digits)
      ? digits.replace(",", "")
      : /^\d{1,3}(?:\.\d{3})+,\d+$/.test(digits)
        ? digits.replaceAll(".", "").replace(",", ".")
        : digits.replace(",", ".");
  return PLAIN.test(plain) ? finite(Number(text.slice(0, sign) + plain)) : null;
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}

function twoReadings(text: string): string {
  const [one, other] = [text.replace(",", "."), text.replace(",", "")];
  return `${quoted(text)} can mean ${shortNumber(Number(one))} or ${other}; type the one that you mean`;
}

function quoted(text: string): string {
  const plain = text.trim().replace(/\s+/g, " ");
  return plain.length > MOST_QUOTED ? `“${plain.slice(0, MOST_QUOTED)}…”` : `“${plain}”`;
}
