"""Figures of the house that must be 0, counted from the code: ``python -m tests.house.figures [--all]``.

``--all`` lists every place. Figures of the page that need its own tools are left out where these are not installed.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from tests.house.documents import BACKEND, ROOT, tracked
from tests.house.private_words import private_words

MOST_LINES = 50
MOST_PAGE_LINES = 70
FRONTEND = ROOT / "frontend"


@dataclass(frozen=True)
class Figure:
    """Something that is counted, place by place."""

    name: str
    places: Callable[[], Iterator[str]]
    tool: Path | None = None
    """A program of the page that it needs."""

    def count(self) -> list[str] | None:
        """Every place; None where the tool is not installed."""
        if self.tool is not None and not (self.tool.exists() and shutil.which("node")):
            return None
        return list(self.places())


def words() -> Iterator[str]:
    """Private words of identifiers and names of files."""
    yield from map(str, private_words())


def upward_imports() -> Iterator[str]:
    """Imports that point up the rooms, also those that only types need."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    if "exclude_type_checking_imports = true" in text:
        yield "pyproject.toml: imports that only types need are left out"
    code = "import sys; from importlinter.cli import lint_imports as l; sys.exit(l(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    yield from re.findall(r"^-? *(torchground\S* -> torchground\S*.*)$", done.stdout, re.M)


def long_functions() -> Iterator[str]:
    """Python functions of more than 50 lines, docstring and decorators counted."""
    for path in [*tracked("*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MOST_LINES:
                    yield f"{_name(path)}:{node.lineno} {node.name} has {length} lines"


def long_page_functions() -> Iterator[str]:
    """Functions of the page of more than 70 lines."""
    rule = json.dumps({"max-lines-per-function": ["error", MOST_PAGE_LINES]})
    command = [
        "npx",
        "eslint",
        "src",
        "--ignore-pattern",
        "**/*.test.*",
        "--rule",
        rule,
        "-f",
        "json",
    ]
    done = subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True)
    for file in json.loads(done.stdout):
        for message in file["messages"]:
            if message["ruleId"] == "max-lines-per-function":
                place = f"{_name(Path(file['filePath']))}:{message['line']}"
                yield f"{place} {message['message']}"


FILES = {"Start.project", "WatchRequest.probes", "MeasureRequest.probe"}
"""Fields that carry a part of the project file as JSON; the check and the catalogue know its types."""


def untyped_messages() -> Iterator[str]:
    """Messages between server and worker that are no class with typed fields, and look-ups by string in them."""
    from torchground.workers import messages

    for union in (messages.ToWorker, messages.FromWorker):
        for member in get_args(union):
            fields: dict[str, Any] = getattr(member, "__dataclass_fields__", {})
            if "type" not in fields:
                yield f"{member}: is no tagged class"
            for name, field in fields.items():
                if "Any" in str(field.type) and f"{member.__name__}.{name}" not in FILES:
                    yield f"{member.__name__}.{name}: is {field.type}"
    for path in [*(BACKEND / "workers").glob("*.py"), BACKEND / "runs" / "incoming.py"]:
        yield from _lines(path, r"\bhead\b(\[|\.get\()")


UNTYPED_FACTS = (
    r"\bfacts\??\.?\[",
    r"\bfacts\)? as\b",
    r"\b(?:Number|Boolean)\([^()\n]*\bfacts\b",
    r"\bfacts\??: [^;{}\n]*\b(?:unknown|any)\b",
    r"\btensors\??\.?\[[\"'`]",
    r"\b(?!ofKind\b)\w+\([\w.]*[rR]eading\w*, \"[a-z_0-9]+\"",
)
"""A fact looked up by a string, claimed to be of a type, made into what it should be, declared without a type; a tensor
looked up by a string; a fact asked for by its name."""
DOOR = ("frontend/src/stream/decode.ts", "frontend/src/stream/decode.test.ts")
"""Where what came over the line becomes a reading, after it was checked."""


def untyped_facts() -> Iterator[str]:
    """Facts and tensors of a reading that the page reads without their types, tests too."""
    for ending in ("ts", "tsx"):
        for path in tracked(f"frontend/src/**/*.{ending}"):
            if _name(path) not in DOOR and ".gen." not in path.name:
                yield from _lines(path, "|".join(UNTYPED_FACTS))


TEXT = r"(reason|sentence|error|message|note|why)"


def steered_by_sentences() -> Iterator[str]:
    """Decisions that look into a text that was written for people."""
    in_python = rf"\"[^\"\n]+\" (not )?in (str\()?(\w+\.)?({TEXT}|text)\b|\b{TEXT}\)?\.(startswith|endswith)\("
    for path in BACKEND.rglob("*.py"):
        if not {"testing", "uploads"} & set(path.relative_to(BACKEND).parts):
            yield from _lines(path, in_python)
    in_page = (
        rf"\b{TEXT}\??\.(includes|startsWith|endsWith|match|search)\(|\.test\((\w+\.)?{TEXT}\)"
    )
    for ending in ("ts", "tsx"):
        for path in tracked(f"frontend/src/**/*.{ending}"):
            if ".test." not in path.name:
                yield from _lines(path, in_page)


def _lines(path: Path, pattern: str) -> Iterator[str]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if re.search(pattern, line):
            yield f"{_name(path)}:{number} {line.strip()[:90]}"


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


FIGURES = (
    Figure("private words left", words),
    Figure("imports that point up, types counted", upward_imports),
    Figure(f"functions over {MOST_LINES} lines (Python)", long_functions),
    Figure(
        f"functions over {MOST_PAGE_LINES} lines (page)",
        long_page_functions,
        FRONTEND / "node_modules" / ".bin" / "eslint",
    ),
    Figure("untyped worker messages", untyped_messages),
    Figure("untyped look-ups of facts in the page", untyped_facts),
    Figure("decisions steered by a sentence", steered_by_sentences),
)


def main(arguments: list[str]) -> int:
    """Print the table, and with ``--all`` every place; 0 where every figure is 0."""
    counted = {figure.name: figure.count() for figure in FIGURES}
    width = max(map(len, counted))
    print(f"| {'figure':<{width}} | count |\n| {'-' * width} | ----: |")
    for name, places in counted.items():
        print(f"| {name:<{width}} | {'–' if places is None else len(places):>5} |")
    if "--all" in arguments:
        for name, places in counted.items():
            print("\n".join([f"\n{name}:", *(places or [])]))
    return int(any(counted.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
