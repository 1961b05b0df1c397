"""Entries of other packages, found by the entry points that these packages declare.

In its pyproject.toml, a package names a folder of entries. The group is that of the catalogue folder they belong to:

    [project.entry-points."torchground.layers"]
    torchground_example = "torchground_example.layers"

The value is a folder, a module or ``module:Class``. The type of such an entry begins with the name of the package,
``torchground_example.cube``. So it can never replace another entry, and a project file that uses it shows which package
it needs. An entry is left out, with a sentence that says why, if it cannot be loaded or does not pass
:mod:`torchground.catalogue.bases.questions`. All other entries work.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import TypeAlias

from torchground.catalogue.bases.entry import FAMILIES, Entry, entries_in
from torchground.catalogue.bases.questions import faults
from torchground.words import Sentence, other, template

PREFIX = "torchground."
"""The beginning of every group of entry points. The name of a catalogue folder follows."""

NOT_LOADED = template(
    "package.not_loaded",
    "{place} of the package {package} could not be loaded: {why:inside}; the entries in it are missing",
)
NO_ENTRIES = template(
    "package.no_entries",
    "{place} of the package {package} has no entries: an entry is a class with type: Literal[…] = …, declared in that "
    "module or, where it is a folder, in a module of it",
)
UNKNOWN_GROUP = template(
    "package.unknown_group",
    "the package {package} declares entries under {group}, which is no folder of the catalogue; use {known:or}",
)
FAULT = template("package.fault", "{place} of the package {package} is left out: {why:inside}")
TAKEN = template(
    "package.taken",
    "{place} of the package {package} is left out: its type {type} is already that of {other}",
)
LOADS_TORCH = template(
    "package.loads_torch",
    "{place} of the package {package} imports torch when it is loaded, so the server starts seconds later; import "
    "torch inside the functions that need it",
)
NOT_INSTALLED = template(
    "package.not_installed",
    "the type {type} comes from the Python package {module}, which is not installed here; install it beside "
    "Torchground, if you trust whoever wrote it, and start Torchground again",
)
BROKEN = template(
    "package.broken",
    "the type {type} comes from the package {package}, which has a fault: {why:inside}",
)
HAS_NOT = template(
    "package.has_not",
    "the package {package} has no {type}; its {family} are {known:and}; another version of it may be needed",
)
HAS_NONE = template(
    "package.has_none",
    "the package {package} has no {type}, nor any other of the {family}; another version of it may be needed",
)


@dataclass(frozen=True, order=True)
class Package:
    """An installed package that adds entries."""

    name: str
    """The name under which it is installed: ``torchground-example``."""
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True)
class PackageProblem:
    """An entry or module of a package that was left out, or something that its author should know."""

    package: Package
    sentence: Sentence


@dataclass
class Found:
    """What other packages add to one family."""

    entries: dict[str, type[Entry]] = field(default_factory=dict)
    """The entries without faults, by type."""
    problems: list[PackageProblem] = field(default_factory=list)


Say: TypeAlias = Callable[[Sentence], None]


@cache
def found(family: str) -> Found:
    """The entries that other packages add to a family. Loads their modules. A failure is listed as a problem and never
    raised."""
    collected = Found()
    for folder in FAMILIES[family]:
        for point in points().get(group_of(folder), ()):
            _collect(point, family, collected)
    return collected


def problems() -> list[PackageProblem]:
    """All problems with the entries of other packages, in every family."""
    known = [group_of(folder) for folders in FAMILIES.values() for folder in folders]
    strange = [
        PackageProblem(package, UNKNOWN_GROUP(package=str(package), group=group, known=near))
        for group in points()
        if group not in known
        for near in [get_close_matches(group, known, n=1) or known]
        for package in sorted({package_of_point(point) for point in points()[group]})
    ]
    return strange + [problem for family in FAMILIES for problem in found(family).problems]


def packages() -> dict[str, Package]:
    """The packages that add entries, by import name."""
    return {
        root_of(point.module): package_of_point(point)
        for group in points().values()
        for point in group
    }


def package_of(kind: type[Entry]) -> Package | None:
    """The package that an entry comes from. Returns None for our own entries."""
    return packages().get(root_of(kind.__module__))


def missing(family: str, type_id: str) -> Sentence | None:
    """Why an entry of another package is not available, if its type names a package. Returns None otherwise."""
    module, dot, _ = type_id.partition(".")
    if not dot or not module.isidentifier() or module == "torchground":
        return None
    package = packages().get(module)
    if package is None:
        return NOT_INSTALLED(type=type_id, module=module)
    for problem in found(family).problems:
        if problem.package == package:
            return BROKEN(type=type_id, package=str(package), why=problem.sentence)
    known = [name for name in found(family).entries if root_of(name) == module]
    if not known:
        return HAS_NONE(package=str(package), type=type_id, family=family)
    return HAS_NOT(package=str(package), type=type_id, family=family, known=known)


def blamed(error: BaseException) -> Package | None:
    """The other package whose code raised an error, or called the code that did. Returns None if only our own code was
    involved."""
    known, found_in, trace = packages(), None, error.__traceback__
    while trace is not None:
        root = root_of(str(trace.tb_frame.f_globals.get("__name__", "")))
        found_in = known.get(root, found_in)
        trace = trace.tb_next
    return found_in


def group_of(folder: str) -> str:
    """The group of entry points for a folder of ``FAMILIES``: ``torchground.layers`` for ``catalogue.layers``."""
    return PREFIX + folder.rpartition(".")[2]


def forget() -> None:
    """Search for packages again. For tests."""
    points.cache_clear()
    found.cache_clear()


def root_of(module: str) -> str:
    """The first part of a module's name, which is the name of the imported package."""
    return module.partition(".")[0]


@cache
def points() -> dict[str, list[EntryPoint]]:
    """The entry points of other packages, by group. Reads the metadata of installed packages and loads no module."""
    installed = entry_points()
    groups: dict[str, list[EntryPoint]] = {}
    for group in sorted(name for name in installed.groups if name.startswith(PREFIX)):
        chosen = [p for p in installed.select(group=group) if root_of(p.module) != "torchground"]
        if chosen:
            groups[group] = sorted(chosen, key=lambda point: (point.name, point.value))
    return groups


def package_of_point(point: EntryPoint) -> Package:
    """The installed package that declares an entry point."""
    if point.dist is None:
        return Package(root_of(point.module), "?")
    return Package(point.dist.name, point.dist.version)


def _collect(point: EntryPoint, family: str, collected: Found) -> None:
    package, had_torch, any_kind = package_of_point(point), "torch" in sys.modules, False

    def say(sentence: Sentence) -> None:
        collected.problems.append(PackageProblem(package, sentence))

    told = len(collected.problems)
    for kind in _kinds(point, package, say):
        any_kind = True
        _add(kind, family, package, collected, say)
    if not any_kind and len(collected.problems) == told:
        say(NO_ENTRIES(place=point.value, package=str(package)))
    if "torch" in sys.modules and not had_torch:
        say(LOADS_TORCH(place=point.value, package=str(package)))


def _add(kind: type[Entry], family: str, package: Package, collected: Found, say: Say) -> None:
    """Add an entry if it has no fault and its type is not taken."""
    place = f"{kind.__module__}.{kind.__qualname__}"
    wrong = faults(family, kind)
    for fault in wrong:
        say(FAULT(place=place, package=str(package), why=fault))
    if wrong:
        return
    owner = collected.entries.setdefault(kind.type_id(), kind)
    if owner is not kind:
        others = f"{owner.__module__}.{owner.__qualname__}"
        say(TAKEN(place=place, package=str(package), type=kind.type_id(), other=others))


def _kinds(point: EntryPoint, package: Package, say: Say) -> Iterator[type[Entry]]:
    """The entries that an entry point names. Reports what cannot be loaded."""
    try:
        named = point.load()
    except (Exception, SystemExit) as error:
        say(NOT_LOADED(place=point.value, package=str(package), why=_reason(error)))
        return
    if isinstance(named, type) and issubclass(named, Entry):
        yield named
    elif isinstance(named, ModuleType):
        for module in _modules(named, package, say):
            yield from entries_in(module)


def _modules(named: ModuleType, package: Package, say: Say) -> Iterable[ModuleType]:
    """The module itself and, if it is a folder, the modules in it."""
    yield named
    for info in sorted(pkgutil.iter_modules(getattr(named, "__path__", [])), key=lambda i: i.name):
        name = f"{named.__name__}.{info.name}"
        try:
            yield importlib.import_module(name)
        except (Exception, SystemExit) as error:
            say(NOT_LOADED(place=name, package=str(package), why=_reason(error)))


def _reason(error: BaseException) -> Sentence:
    return other(f"{type(error).__name__}: {error}")
