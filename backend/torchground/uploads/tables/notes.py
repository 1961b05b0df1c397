"""What is said of a table that was taken: left out, filled, merged, guessed."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.files.recipe import TableNote
from torchground.words import Sentence, template

MOST = 100

OTHER_ENCODING = template(
    "table.note.other_encoding",
    "the file is not in UTF-8 and was read as {encoding}; where letters look wrong, {fits} in UTF-8",
)
LINES_ABOVE = template(
    "table.note.lines_above",
    "{count:# line|# lines} above the names of the columns {count:was|were} left out, beginning with {first:quoted}",
)
ROWS_BELOW = template(
    "table.note.rows_below",
    "{count:# row|# rows} below the names of the columns {count:holds|hold} no data and {count:was|were} left "
    "out: {cells}",
)
LINES_AFTER = template(
    "table.note.lines_after",
    "{count:# line|# lines} below the table {count:was|were} left out, beginning with {first:quoted}",
)
HOLLOW = template(
    "table.note.hollow",
    "{count:# row|# rows} in which every cell is empty {count:was|were} left out: line {lines}",
)
UNEVEN = template(
    "table.note.uneven", "left out because they are not {width:,} cells wide: line {lines}"
)
STRAY_QUOTES = template(
    "table.note.stray_quotes",
    "a quotation mark opens a cell that never closes, so it was left out: line {lines}",
)
SEVERAL_PARTS = template(
    "table.note.several_parts", "the file holds {count:,} tables; {name:quoted} was read"
)
BACKSLASH = template(
    "table.note.backslash", 'quotation marks inside cells are written as \\" in this file'
)
SEP_LINE = template(
    "table.note.sep_line", "the first line only names the delimiter and was left out"
)
CTRL_Z = template("table.note.ctrl_z", "the sign 0x1A at the end of the file was left out")
EMPTY_END = template(
    "table.note.empty_end",
    "every row ends with a delimiter; the empty column behind it was left out",
)
ROW_NAMES = template(
    "table.note.row_names",
    "the line of names is one shorter than the rows, so the first column was taken as names of the rows",
)
NO_NAMES = template(
    "table.note.no_names", "the first line was taken as data, so the columns are numbered"
)
NAMES_GUESSED = template(
    "table.note.names_guessed",
    "the first line was taken as the names of the columns ({names:and}), which is a guess; where it is data, say that "
    "there are no names and read the file again",
)
NEW_NAMES = template(
    "table.note.new_names",
    "{count:# column has|# columns have} no name or one that is there twice, and got a new one: {names:and}",
)
MARK_GUESSED = template(
    "table.note.mark_guessed",
    "column {name!r}: {example:quoted} was read as {value}; where {mark:quoted} means something else there, name the "
    "decimal mark and read the file again",
)
PERCENT = template(
    "table.note.percent", "column {name!r}: percentages were kept as they stand, 43 % as 43"
)
UNIT = template(
    "table.note.unit", "column {name!r}: the unit {unit:quoted} behind the numbers was left out"
)
MONEY = template("table.note.money", "column {name!r}: the currency {sign:quoted} was left out")
SEVERAL_UNITS = template(
    "table.note.several_units",
    "column {name!r}: numbers come with several units ({units:and}), so they were not taken as numbers",
)
CODES = template(
    "table.note.codes",
    "column {name!r}: numbers with zeros in front, such as {example:quoted}, were taken as codes, not as numbers",
)
NOT_NUMBERS = template(
    "table.note.not_numbers",
    "column {name!r}: {count:,} cells are no numbers and count as missing, the first near line {line:,}: {cell!r}",
)
MISSING_WORDS = template(
    "table.note.missing_words",
    "column {name!r}: {words} among numbers {count:counts|count} as missing",
)
HUGE = template(
    "table.note.huge", "column {name!r}: {count:,} numbers beyond 10³⁰ count as missing"
)
NEVER_VALUES = template(
    "table.note.never_values", "column {name!r}: {words} {count:counts|count} as missing"
)
KEPT_WORDS = template(
    "table.note.kept_words",
    "column {name!r}: {words} {count:was|were} taken as a value of its own; where it means that there is none, say so "
    "and read the file again",
)
MIXED = template(
    "table.note.mixed",
    "column {name!r} holds {numbers:,} numbers and {words:,} words (such as {cell:quoted}), so each different cell is "
    "a value of its own",
)
MERGED_CASES = template(
    "table.note.merged_cases",
    "column {name!r}: {count:,} rows differ from another value only in upper and lower case and were merged with it "
    "({example})",
)
TOO_MANY_VALUES = template(
    "table.note.too_many_values",
    "column {name!r} is left out: it has {count} different values, and at most {most:,} become classes",
)
ALL_DIFFERENT = template(
    "table.note.all_different",
    "column {name!r} is left out: its text differs in nearly every row",
)
SORTED_BY_TIME = template(
    "table.note.sorted_by_time",
    "the rows were sorted by the dates in column {name!r}, oldest first; {count:# row|# rows} moved",
)
DATES = template(
    "table.note.dates", "column {name!r} holds dates{how} and is not an input of the network"
)
MORE = template("table.note.more", "{count:,} more notes are not shown")


def note(
    sentence: Sentence, *, column: str = "", count: int = 0, lines: Sequence[int] = ()
) -> TableNote:
    """A note with its place in the file."""
    return TableNote(
        code=sentence.code,
        values=dict(sentence.values),
        column=column[:120],
        count=count,
        lines=list(lines)[:20],
    )


def listed_lines(lines: Sequence[int]) -> str:
    """The first lines, for a sentence."""
    return ", ".join(f"{line:,}" for line in lines[:5]) + (" …" if len(lines) > 5 else "")


def counted_words(words: Sequence[tuple[str, int]]) -> str:
    """Words with how often each comes, for a sentence."""
    shown = ", ".join(f"“{word[:20]}” ({count:,})" for word, count in words[:5])
    return shown + (" …" if len(words) > 5 else "")


def bounded(notes: list[TableNote]) -> list[TableNote]:
    """At most :data:`MOST`, the last of which counts the others."""
    if len(notes) <= MOST:
        return notes
    return [*notes[: MOST - 1], note(MORE(count=len(notes) - MOST + 1))]
