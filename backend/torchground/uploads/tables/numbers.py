"""How the numbers of a column are written: decimal mark, thousands, currency, percent, a unit."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

_MINUS = {ord(sign): "-" for sign in "\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d"}
_BLANKS = {ord(blank): " " for blank in "\u00a0\u2007\u2009\u202f\u2002\u2003\u2008"}
_QUOTES = {ord(mark): "'" for mark in "\u2019\u2018\u02bc\u00b4`"}
_NOTHING = dict.fromkeys(map(ord, "\u200b\u200e\u200f\ufeff\u2060"))
_PLAINER = {**_MINUS, **_BLANKS, **_QUOTES, **_NOTHING}
"""Signs that mean the same as one of the keyboard."""

_EXPONENT = r"(?:[eE][+-]?\d+)?"
_GROUPS = {
    "": r"\d+",
    ",": r"(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3}|\d+)",
    ".": r"(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)",
    "'": r"(?:[1-9]\d{0,2}(?:'\d{3})+|\d+)",
    " ": r"(?:[1-9]\d{0,2}(?: \d{3})+|\d+)",
}
"""Whole numbers by what parts their thousands; with commas also as in India, 1,23,45,678."""
_CODES = "USD EUR GBP CHF JPY CNY RMB INR AUD CAD NZD SEK NOK DKK PLN CZK HUF BRL MXN ZAR RUB TRY KRW SGD HKD ILS THB"
_MONEY = (
    r"(?:US|C|CA|A|AU|NZ|HK|S|R)?[\$€£¥₹₽₩₺₪₫₴₦฿]|Rs\.?|kr\.?|zł|Kč|Fr\.?|(?:"
    + "|".join(_CODES.split())
    + ")"
)
_FRONT = rf"(?P<open>\()?(?P<sign>[+-]?) ?(?P<before>{_MONEY})? ?(?P<inner>[+-]?)"
_CENTRE = rf"(?P<core>[\d.,](?:[\d.,' ]*[\d.,])?{_EXPONENT})"
_UNIT = r" ?[%‰]| ?[^\W\d_][^\d,;|]{0,11}| ?[°\"'′″][^\d,;|]{0,5}"
_BACK = rf"(?P<after> ?(?:{_MONEY}))?(?P<rest>{_UNIT})?(?P<end>-?)(?P<close>\))?"
_CELL = re.compile(_FRONT + _CENTRE + _BACK)
_UNIT_NAMES = (
    "% ‰ nm µm um mm cm dm m km in inch inches ft feet yd mi mile miles mg g kg t lb lbs oz st µs us ms s sec "
    "secs min mins h hr hrs hour hours d day days week weeks month months y yr yrs year years ml cl dl l L hl "
    "gal pt hz Hz kHz MHz GHz W kW MW kWh MWh Wh J kJ kcal cal V mV A mA Ω K °C °F ° C F Pa hPa kPa bar mbar "
    "psi atm N kN Nm mph kmh km/h m/s kn kt dB B kB KB MB GB TB px dpi ppm ppb mol mmol mmHg bpm rpm mpg m² "
    "km² ha cm² m³ cm³ cc mg/dL mmol/L g/L pp pts stk Stk pcs hp PS CC bhp kmpl \" ' ″ ′"
)
_UNITS = frozenset(_UNIT_NAMES.split())


@dataclass(frozen=True)
class Format:
    """How numbers are written."""

    decimal: str = "."
    thousands: str = ""
    unit: str = ""
    """A unit behind every number, or nothing."""
    money: str = ""
    """The sign of a currency, or nothing."""

    @property
    def is_plain(self) -> bool:
        return (self.decimal, self.thousands, self.unit, self.money) == (".", "", "", "")


@dataclass(frozen=True)
class Parts:
    """The parts of a cell that may be a number."""

    core: str
    """Digits and marks."""
    is_negative: bool
    unit: str
    money: str
    is_bracketed: bool = False


_MARKS = [
    (".", ""),
    (",", ""),
    (".", ","),
    (",", "."),
    (".", "'"),
    (",", "'"),
    (".", " "),
    (",", " "),
]


def _core(decimal: str, thousands: str) -> re.Pattern[str]:
    mark, whole = re.escape(decimal), _GROUPS[thousands]
    return re.compile(rf"(?:{whole}(?:{mark}\d*)?|{mark}\d+){_EXPONENT}")


_CORES = {marks: _core(*marks) for marks in _MARKS}


def plainer(cell: str) -> str:
    """A cell with the signs of the keyboard, no blanks around it."""
    return cell.strip() if cell.isascii() else cell.translate(_PLAINER).strip()


def parts_of(cell: str) -> Parts | None:
    """The parts of a cell; None where it cannot be a number."""
    if len(cell) > 60:
        return None
    found = _CELL.fullmatch(plainer(cell))
    if found is None or (found["open"] is None) != (found["close"] is None):
        return None
    signs = [sign for sign in (found["sign"], found["inner"], found["end"]) if sign]
    if len(signs) > 1 or (found["open"] and signs):
        return None
    money = (found["before"] or found["after"] or "").strip()
    unit = (found["rest"] or "").strip()
    if unit and not _is_unit(unit, has_blank=(found["rest"] or "").startswith(" ")):
        return None
    is_negative = "-" in signs or bool(found["open"])
    return Parts(found["core"].strip(), is_negative, unit, money, bool(found["open"]))


def _is_unit(unit: str, *, has_blank: bool) -> bool:
    """Whether what follows a number is a unit: a known one, or a short word behind a blank."""
    return unit in _UNITS or (has_blank and len(unit) <= 12 and unit[0].isalpha())


def value_of(cell: str, how: Format) -> float | None:
    """The number in a cell that is written so; None where it is none."""
    parts = parts_of(cell)
    if parts is None or parts.unit not in ("", how.unit) or parts.money not in ("", how.money):
        return None
    if not _CORES[how.decimal, how.thousands].fullmatch(parts.core):
        return None
    core = parts.core.replace(how.thousands, "") if how.thousands else parts.core
    value = float(core.replace(how.decimal, "."))
    return -value if parts.is_negative else value


def is_number(cell: str, decimal: str | None = None) -> bool:
    """Whether a cell is a number, however it is written (with this decimal mark, where one is named)."""
    parts = parts_of(cell)
    return parts is not None and any(
        core.fullmatch(parts.core) for marks, core in _CORES.items() if decimal in (None, marks[0])
    )


@cache
def _quick(how: Format) -> re.Pattern[str]:
    """A cell that is written so, in the most frequent way."""
    core = _CORES[how.decimal, how.thousands].pattern
    before = f"(?:{re.escape(how.money)} ?)?" if how.money else ""
    after = f"(?: ?{re.escape(how.unit)})?" if how.unit else ""
    return re.compile(f"[+-]?{before}(?:{core}){after}")


def values_of(cells: Iterable[str], how: Format) -> list[float | None]:
    """The numbers in some cells; None where there is none."""
    quick = _quick(how).fullmatch
    found: list[float | None] = []
    for cell in cells:
        word = cell.strip()
        if how.money or not quick(word):
            found.append(value_of(word, how))
            continue
        word = word.removesuffix(how.unit).rstrip() if how.unit else word
        word = word.replace(how.thousands, "") if how.thousands else word
        found.append(float(word.replace(how.decimal, ".")))
    return found


@dataclass(frozen=True)
class Guess:
    """How the numbers of a column are probably written."""

    how: Format
    share: float
    """The share of its cells that are numbers then."""
    is_open: bool = False
    """Whether another way fits as well and gives other numbers."""
    units: tuple[str, ...] = ()
    """The different units, where there are several: such a column is no column of numbers."""


def guess(
    cells: Iterable[str],
    decimal: str | None,
    *,
    prior: str = ".",
    thousands: str | None = None,
    is_given: bool = False,
) -> Guess:
    """How the numbers among some cells are written.

    ``decimal`` is the mark that other numbers of the file have; ``prior`` is the likelier one where none has any. With
    ``is_given`` a person said both marks.
    """
    counted = Counter(cells)
    told = [(parts, n) for cell, n in counted.items() if (parts := parts_of(cell)) is not None]
    if not told:
        return Guess(Format(decimal or "."), 0.0)
    order = _order(decimal, prior)
    if is_given:
        order = [marks for marks in order if marks[0] == (decimal or marks[0])]
    if thousands is not None:
        order = [marks for marks in order if marks[1] == thousands] or order
    scores = {m: sum(n for parts, n in told if _CORES[m].fullmatch(parts.core)) for m in order}
    best = max(order, key=lambda marks: scores[marks])
    units = sorted({parts.unit for parts, _ in told} - {""})
    coins = sorted({parts.money for parts, _ in told} - {""})
    if len(units) > 1 or len(coins) > 1:
        return Guess(Format(*best), 0.0, units=tuple(units + coins))
    how = Format(*best, unit=units[0] if units else "", money=coins[0] if coins else "")
    found = sum(n for cell, n in counted.items() if value_of(cell, how) is not None)
    other = scores.get(_OTHERWISE.get(best, ("", "")), 0)
    is_open = decimal is None and other == scores[best] and _has(told, best)
    return Guess(how, found / counted.total(), is_open and not is_given)


_OTHERWISE = {
    (".", ""): (",", "."),
    (",", ""): (".", ","),
    (".", ","): (",", ""),
    (",", "."): (".", ""),
}
"""The other way to read numbers with one mark and three digits behind it."""


def _order(decimal: str | None, prior: str) -> list[tuple[str, str]]:
    """All ways to write numbers, the likeliest first."""
    if decimal is None and prior == ",":
        # Behind semicolons a comma is a decimal mark, and a point is one as well.
        return sorted(
            _MARKS, key=lambda marks: (marks != (",", ""), marks != (".", ""), marks[0] != ",")
        )
    return sorted(_MARKS, key=lambda marks: marks[0] != (decimal or prior))


def _has(told: list[tuple[Parts, int]], marks: tuple[str, str]) -> bool:
    """Whether one of these marks stands in a number."""
    return any(mark in parts.core for parts, _ in told for mark in marks if mark)


def decimal_of(cells: Iterable[str]) -> tuple[str | None, float]:
    """The decimal mark that most numbers of a file have, and how sure that is; None where no number says."""
    point = comma = 0
    for cell in cells:
        parts = parts_of(cell)
        if parts is None:
            continue
        as_point = any(_CORES[marks].fullmatch(parts.core) for marks in _MARKS if marks[0] == ".")
        as_comma = any(_CORES[marks].fullmatch(parts.core) for marks in _MARKS if marks[0] == ",")
        point += as_point and not as_comma
        comma += as_comma and not as_point
    if point == comma == 0:
        return None, 0.5
    return ("," if comma > point else "."), max(point, comma) / (point + comma)


def is_code(cells: Iterable[str]) -> bool:
    """Whether whole numbers are written as codes: equally long, three digits or more, some with zeros in front."""
    words = {cell.strip() for cell in cells} - {""}
    zeros = sum(word.startswith("0") for word in words)
    return (
        zeros > 0
        and len({len(word) for word in words}) == 1
        and all(len(word) >= 3 and word.isascii() and word.isdigit() for word in words)
        and len(words) > 1
    )


def digits_lost(low: float, high: float, std: float) -> float:
    """The step between neighbouring numbers in single precision, against how far the numbers of a column spread."""
    top = max(abs(low), abs(high))
    if not math.isfinite(top) or top == 0 or std <= 0:
        return 0.0
    return 2.0 ** (math.floor(math.log2(top)) - 23) / std
