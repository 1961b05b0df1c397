"""What is said to people is declared as a template: no error and no problem is made of a bare text."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import torchground
from torchground.words import SentenceError, Template

BACKEND = Path(torchground.__file__).parent
ROOMS = ("catalogue", "network", "probing", "uploads")
"""The rooms whose every error for people carries a sentence."""
TAKES_SENTENCES = {"error", "warn", "Refusal", "GradientStop"}
"""What is called with a sentence without being an error: the check's findings, and what tasks and layers answer."""


def sentence_errors() -> set[str]:
    """The names of all classes that carry a sentence."""
    waiting, names = [SentenceError], set[str]()
    while waiting:
        one = waiting.pop()
        names.add(one.__name__)
        waiting += one.__subclasses__()
    return names


def load_all() -> None:
    for room in ROOMS:
        package = importlib.import_module(f"torchground.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".modules." not in module.name and not module.name.endswith("child"):
                importlib.import_module(module.name)


def bare_texts(source: str, names: set[str]) -> Iterator[int]:
    """The lines where an error or a finding is made of a text instead of a sentence."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        told = node.args[1:2] if name in ("error", "warn") else node.args[:1]
        is_asked = name in names or (name in TAKES_SENTENCES and not _is_log(called))
        if is_asked and any(_is_text(argument) for argument in told):
            yield node.lineno


def _is_log(called: ast.expr) -> bool:
    return isinstance(called, ast.Attribute) and ast.unparse(called.value) in ("log", "_log")


def _is_text(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str)
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id == "str"
    if isinstance(value, ast.IfExp):
        return _is_text(value.body) or _is_text(value.orelse)
    return isinstance(value, (ast.JoinedStr, ast.BinOp))


@pytest.mark.parametrize("room", ROOMS)
def test_errors_and_problems_are_made_of_templates(room: str) -> None:
    load_all()
    names = sentence_errors()
    assert {"ShapeError", "NotHere", "DataError", "ExpressionError", "ProbeError", "Unfit"} <= names
    found = [
        f"{path.relative_to(BACKEND)}:{line}"
        for path in sorted((BACKEND / room).rglob("*.py"))
        for line in bare_texts(path.read_text(encoding="utf-8"), names)
    ]
    assert found == []


def test_every_sentence_is_called_with_the_values_of_its_places() -> None:
    wrong, called = [], 0
    for path in sorted(BACKEND.rglob("*.py")):
        name = ".".join(["torchground", *path.relative_to(BACKEND).with_suffix("").parts])
        source = path.read_text(encoding="utf-8")
        if "torchground.words" not in source or name.endswith("__main__"):
            continue
        module = importlib.import_module(name.removesuffix(".__init__"))
        for node in ast.walk(ast.parse(source)):
            made = _template(node, module)
            if made is None or not isinstance(node, ast.Call):
                continue
            given = {keyword.arg for keyword in node.keywords}
            called += 1
            if node.args or (None not in given and given != made.places):
                wrong.append(f"{name}:{node.lineno} {made.code} {sorted(made.places)}")
    assert wrong == []
    assert called > 200


def _template(node: ast.AST, module: ModuleType) -> Template | None:
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Name):
        found = vars(module).get(node.func.id)
    elif isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        found = getattr(vars(module).get(node.func.value.id), node.func.attr, None)
    else:
        found = None
    return found if isinstance(found, Template) else None


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ('raise ShapeError("too wide")', True),
        ('raise ShapeError(f"{title} is too wide", mend, handle=0)', True),
        ("raise DataError(str(problem)) from None", True),
        ('raise ProbeError("a" if x else B())', True),
        ('found.error(place, f"{name} is no node")', True),
        ("found.warn(place, TOO_WIDE(width=3))", False),
        ('raise ShapeError(TOO_WIDE(title="x"), mend)', False),
        ('_log.error("a reader failed", "why")', False),
        ('raise ValueError("for programmers")', False),
    ],
)
def test_a_bare_text_is_found(line: str, counts: bool) -> None:
    assert bool(list(bare_texts(line, {"ShapeError", "DataError", "ProbeError"}))) == counts
