"""The page ``docs/wire.md``: every message and every kind of reading as tables.

``python -m torchground.server.wire_tables FILE`` makes the tables from the classes themselves; a test fails where the
page is older than they are.
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from torchground.server.openapi import Whole
from torchground.telemetry.facts import Facts, Kind, axes_text, kinds
from torchground.telemetry.messages import DOWN, UP
from torchground.telemetry.polls import Poll, PollAnswer
from torchground.training import messages as of_training
from torchground.workers import messages as of_workers
from torchground.workers.messages import FromWorker, ToWorker

Schema = Mapping[str, Any]
NOT_FINITE = ["NaN", "Infinity", "-Infinity"]
"""The texts for a number that is not finite; the introduction says so once for all."""

INTRODUCTION = """\
# The wire

Made by `python -m torchground.server.wire_tables docs/wire.md` from the classes themselves; a test holds it. A field
in *italics* may be left out. A number that is not finite crosses as JSON as one of the texts `NaN`, `Infinity` and
`-Infinity`.

- The routes over HTTP are described by the server itself, at `/api/docs`; the file is `tests/golden/openapi.json`.
- One websocket for each tab, `/api/stream`: JSON texts both ways (`telemetry/messages.py`), and binary frames down
  (`telemetry/wire.py`). Where a network lets no websockets through, `POST /api/stream/polls` carries the same frames
  (`telemetry/polls.py`).
- Between the server and each worker: MessagePack over a pipe, length first (`workers/messages.py`).
"""

PIECES = """\
On a line that was opened with `paced=true`, and over polls, a frame that is too long for a slow line comes in pieces.
A piece is a binary frame: the byte 0xC1, which MessagePack never uses, the rank, flags, and the next bytes. Flag 1 says
that more follow, flag 2 that the frame is a text in UTF-8. The pieces of one rank come in order and of one frame at a
time; others come between them.
"""

FRAME = """\
A binary frame is MessagePack: a map `{run, probe, step, epoch, readings}`. `probe` is the key of a watched probe, or
`#<id>` for the answer to the message `measure` with that id. A reading is `{kind, path, facts, tensors}`; a fact that
is as its default says is left out. A tensor is `{dtype, shape, scale, data}`: little-endian numbers row by row;
`scale` is null, one number for all, or one number for each slice of the first axis. A value is `data` times `scale`.
"""


POLLS = """\
A tab whose network lets no websockets through asks again and again: a poll is JSON, its answer MessagePack. A long poll
asks the server to wait for something new, a short one (`wait_secs` 0) asks for what there is. Both ways are numbered:
the server keeps a batch of frames until a poll says that it has come, and the tab keeps its messages until an answer
says that the server has them. So a request or an answer may be lost or come twice, and nothing is lost or comes twice.
A newer poll takes over from one that still waits; the older one is answered with no frames. A session that has not been
asked for so long as `stalled_secs` says ends; the tab then opens another and subscribes after the last point it has.
"""


def document() -> str:
    """The whole page as Markdown."""
    to_worker = TypeAdapter[Any](Annotated[ToWorker, Field(discriminator="type")])
    from_worker = TypeAdapter[Any](Annotated[FromWorker, Field(discriminator="type")])
    unions = [
        ("From a tab to the server", UP.json_schema(mode="validation")),
        (
            "From the server to a tab",
            DOWN.json_schema(mode="serialization", schema_generator=Whole),
        ),
        ("From the server to a worker", to_worker.json_schema(mode="validation")),
        ("From a worker to the server", from_worker.json_schema(mode="validation")),
    ]
    parts: dict[str, Schema] = {}
    sections = [_union(title, schema, parts) for title, schema in unions]
    sections.insert(2, _polls())
    return "\n".join([INTRODUCTION, *sections, _parts(parts), _readings()]).rstrip() + "\n"


def main(arguments: list[str]) -> None:
    """Write the page to the file named first, or to standard output."""
    if arguments:
        Path(arguments[0]).write_text(document(), encoding="utf-8")
    else:
        sys.stdout.write(document())


# ---- messages ------------------------------------------------------------------------------------


def _union(title: str, schema: Schema, parts: dict[str, Schema]) -> str:
    """Every message of one direction; what they are made of is added to ``parts``."""
    members = {
        message: reference.rsplit("/", 1)[-1]
        for message, reference in schema["discriminator"]["mapping"].items()
    }
    definitions = schema["$defs"]
    parts.update({n: part for n, part in definitions.items() if n not in members.values()})
    lines = [f"## {title}", ""]
    for message, name in sorted(members.items()):
        lines += _section(f"`{message}`", name, definitions[name])
    return "\n".join(lines)


def _polls() -> str:
    """What one poll asks and brings."""
    asked = Poll.model_json_schema(mode="validation")
    answered = PollAnswer.model_json_schema(mode="serialization", schema_generator=Whole)
    lines = ["## The stream over polls", "", POLLS]
    lines += _section("`Poll`", "Poll", asked)
    lines += _section("`PollAnswer`", "PollAnswer", answered)
    return "\n".join([*lines, "## Pieces of frames", "", PIECES])


def _parts(parts: Mapping[str, Schema]) -> str:
    lines = ["## What messages are made of", ""]
    for name, schema in sorted(parts.items()):
        if "properties" in schema:
            lines += _section(f"`{name}`", name, schema)
    return "\n".join(lines)


def _section(heading: str, name: str, schema: Schema) -> list[str]:
    """A message or a part of one: what it is, and a table of its fields."""
    helps = _helps_of_dataclass(name)
    rows = [
        _row(field, part, field not in schema.get("required", ()), helps.get(field, ""))
        for field, part in schema["properties"].items()
        if field != "type" or "const" not in part
    ]
    table = ["| field | type | what it is |", "| --- | --- | --- |", *rows, ""] if rows else []
    return [f"### {heading}", "", _one_line(schema.get("description", "")), "", *table]


def _row(field: str, schema: Schema, optional: bool, help_text: str = "") -> str:
    name = f"*{field}*" if optional else field
    meaning = _one_line(schema.get("description", help_text))
    return f"| {name} | {type_text(schema)} | {meaning} |"


def _helps_of_dataclass(name: str) -> dict[str, str]:
    """The strings below the fields of a dataclass of the workers' messages; pydantic reads those of its models."""
    found = getattr(of_workers, name, None) or getattr(of_training, name, None)
    if found is None or hasattr(found, "model_fields"):
        return {}
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(found))).body
    assert isinstance(tree, ast.ClassDef)
    return dict(_documented(tree))


def _documented(tree: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in zip(tree.body, tree.body[1:], strict=False):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        value = below.value if isinstance(below, ast.Expr) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield field.target.id, value.value


def type_text(schema: Schema) -> str:
    """A JSON Schema as a few words: ``list of Point``, ``number or null``."""
    if "$ref" in schema:
        return f"`{schema['$ref'].rsplit('/', 1)[-1]}`"
    for key in ("anyOf", "oneOf"):
        if key in schema:
            options = [option for option in schema[key] if option.get("enum") != NOT_FINITE]
            return " or ".join(dict.fromkeys(type_text(option) for option in options))
    if "const" in schema or "enum" in schema:
        return " or ".join(f'"{value}"' for value in schema.get("enum", [schema.get("const")]))
    if schema.get("format") == "binary":
        return "bytes"
    return _type_text(schema)


def _type_text(schema: Schema) -> str:
    kind = schema.get("type", "any value")
    if "prefixItems" in schema:
        return f"[{', '.join(type_text(item) for item in schema['prefixItems'])}]"
    if kind == "array":
        return f"list of {type_text(schema.get('items', {}))}"
    if kind == "object":
        items = schema.get("additionalProperties")
        return f"map to {type_text(items)}" if isinstance(items, Mapping) and items else "map"
    return str(kind)


def _one_line(text: str) -> str:
    """A docstring as one line of Markdown that may stand in a table."""
    return " ".join(text.replace("``", "`").split()).replace("|", "\\|")


# ---- readings ------------------------------------------------------------------------------------


def _readings() -> str:
    common = Facts.model_json_schema(mode="validation")
    lines = ["## Readings, from the server to a tab", "", FRAME]
    lines += ["### Facts that every kind may have", "", *_facts(common, {}), ""]
    parts: dict[str, Schema] = {}
    for facts in kinds().values():
        lines += _kind(facts, common, parts)
    lines += ["### What facts are made of", ""]
    for name, schema in sorted(parts.items()):
        lines += _section(f"`{name}`", name, schema)
    return "\n".join(lines)


def _kind(facts: Kind, common: Schema, parts: dict[str, Schema]) -> list[str]:
    schema = facts.model_json_schema(mode="validation")
    parts.update(schema.get("$defs", {}))
    rows = [
        f"| {name if field.required else f'*{name}*'} | {axes_text(field.axes)} | {field.about} |"
        for name, field in facts.tensors.items()
    ]
    tensors = ["| tensor | axes | what it is |", "| --- | --- | --- |", *rows, ""] if rows else []
    own = _facts(schema, common["properties"])
    return [f"### `{facts.kind}`", "", _one_line(facts.__doc__ or ""), "", *tensors, *own, ""]


def _facts(schema: Schema, known: Mapping[str, Any]) -> list[str]:
    """The facts of a kind that are not among those that every kind has."""
    required = schema.get("required", ())
    rows = [
        _row(name, part, name not in required)
        for name, part in schema["properties"].items()
        if name not in known
    ]
    return ["| fact | type | what it is |", "| --- | --- | --- |", *rows] if rows else []


if __name__ == "__main__":
    main(sys.argv[1:])
