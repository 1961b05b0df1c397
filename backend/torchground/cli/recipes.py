"""Options that say how a table is read, in place of guesses."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from torchground.cli.exits import WRONG_USAGE, Refused
from torchground.cli.uploading import WHAT
from torchground.words import template
from torchground.words.writing import cut

if TYPE_CHECKING:
    from torchground.files.recipe import Recipe

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "blanks": " "}
_MARKS = {"point": ".", "comma": ",", "apostrophe": "'", "blank": " ", "none": ""}
_QUOTES = {"double": '"', "single": "'", "none": ""}

BAD_RECIPE = template(
    "cli.recipe.bad",
    "the recipe is not valid: {why}; give the recipe that data add --json prints, as one JSON object",
)
ONLY_TABLES = template(
    "cli.recipe.only_tables",
    "{names:and} say how a table is read, and this is {kind}; leave them out",
)


def add_recipe(parser: argparse.ArgumentParser) -> None:
    """Adds the options."""
    group = parser.add_argument_group(
        "how a table is read", "what is not given is guessed from the content, and printed"
    )
    add = group.add_argument
    add("--part", metavar="NAME", help="the sheet of a workbook, the table of a database …")
    add(
        "--delimiter",
        choices=(*_DELIMITERS, *_DELIMITERS.values()),
        metavar="MARK",
        help=_list(_DELIMITERS),
    )
    add("--header", metavar="LINE", help="the line with the names of the columns, or none")
    add("--skip", type=int, metavar="LINES", help="lines at the beginning that are no rows")
    add(
        "--below",
        type=int,
        metavar="ROWS",
        help="rows below the names that are no data, such as units",
    )
    add("--encoding", metavar="NAME", help="utf-8, cp1252, latin-1, utf-16 …")
    add("--decimal", choices=("point", "comma", ".", ","), metavar="MARK", help="point or comma")
    add("--thousands", choices=(*_MARKS, *_MARKS.values()), metavar="MARK", help=_list(_MARKS))
    add("--quote", choices=(*_QUOTES, *_QUOTES.values()), metavar="MARK", help=_list(_QUOTES))
    add(
        "--escape",
        choices=("doubled", "backslash"),
        help="how a quotation mark is written in a cell",
    )
    add(
        "--missing",
        action="append",
        metavar="WORD",
        help="a word (or number) that means that there is no value; may be given several times",
    )
    add("--dates", choices=("day-first", "month-first"), help="what comes first in 3/4/2024")
    add(
        "--order",
        choices=("file", "time"),
        help="rows as they stand, or sorted by the column of dates",
    )
    add("--cases", choices=("keep", "merge"), help="whether words that differ in case only are one")
    add(
        "--recipe",
        metavar="JSON",
        help="all of these, as data add --json printed them for another file",
    )


_NAMES = [
    "part",
    "delimiter",
    "header",
    "skip",
    "below",
    "encoding",
    "decimal",
    "thousands",
    "quote",
    "escape",
    "missing",
    "dates",
    "order",
    "cases",
]


def recipe_of(options: argparse.Namespace, kind: str) -> Recipe | None:
    """What was given of a recipe; None where nothing was. Raises :class:`Refused`."""
    given = {name: value for name in _NAMES if (value := getattr(options, name)) is not None}
    if not given and options.recipe is None:
        return None
    if kind != "table":
        names = [f"--{name}" for name in (*given, *(["recipe"] if options.recipe else []))]
        raise Refused(
            ONLY_TABLES(names=names, kind=WHAT[kind]), place=names[0], exit_code=WRONG_USAGE
        )
    return _valid(options.recipe, given)


def _valid(text: str | None, given: dict[str, Any]) -> Recipe:
    from pydantic import ValidationError

    from torchground.files.recipe import Recipe

    try:
        base = {} if text is None else Recipe.model_validate_json(text).model_dump()
        return Recipe.model_validate(
            {**base, **{name: _value(name, v) for name, v in given.items()}}
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        why = cut(f"{place}: {first['msg']}" if place else first["msg"], 200)
        raise Refused(BAD_RECIPE(why=why), place="--recipe", exit_code=WRONG_USAGE) from None


def _value(name: str, value: Any) -> Any:
    """An option as the recipe holds it."""
    tables = {"delimiter": _DELIMITERS, "decimal": _MARKS, "thousands": _MARKS, "quote": _QUOTES}
    if name in tables:
        return tables[name].get(value, value)
    if name == "header":
        return 0 if value == "none" else value
    return value.replace("-", " ") if name == "dates" else value


def _list(names: dict[str, str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}"
