"""Which words say that there is no value."""

from __future__ import annotations

NEVER_A_VALUE = frozenset(
    {"", "nan", "<na>", "\\n", "#n/a", "#na", "#n/a n/a", "#div/0!", "#null!", "#num!", "#ref!"}
    | {"#value!", "#name?", "#wert!", "#bezug!", "#zahl!", "-nan", "1.#qnan", "-1.#ind", "nat"}
)
"""Nothing else than missing, also in a column of words: what programs write where there is nothing."""
AMONG_NUMBERS = NEVER_A_VALUE | frozenset(
    {
        "na",
        "n/a",
        "n.a.",
        "null",
        "none",
        "nil",
        "-",
        "--",
        "---",
        "?",
        ".",
        "..",
        "...",
        "*",
        "missing",
    }
    | {
        "–",
        "—",
        "k.a.",
        "n.d.",
        "nd",
        "unknown",
        "inf",
        "-inf",
        "+inf",
        "infinity",
        "-infinity",
        "(null)",
        "#",
    }
)
"""Missing in a column of numbers. In a column of words each of them is a value: a class may be called None."""
LONGEST = 12


def plain(cell: str) -> str:
    """A cell without blanks around it; empty where it cannot be a value."""
    cell = cell.strip()
    return "" if len(cell) <= LONGEST and cell.lower() in NEVER_A_VALUE else cell


def is_missing_number(cell: str) -> bool:
    """Whether a cell among numbers says that there is none."""
    cell = cell.strip()
    return len(cell) <= LONGEST and cell.lower() in AMONG_NUMBERS
