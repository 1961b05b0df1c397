"""What a scenario measured, beside what was asked for."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.faults import scenarios


@dataclass(frozen=True)
class Figure:
    """One number of a scenario."""

    what: str
    measured: float
    most: float | None = 0
    """What is asked for: no more than this. None: it is only told, as seconds that depend on the machine are."""
    unit: str = ""

    @property
    def is_met(self) -> bool:
        return self.most is None or self.measured <= self.most

    @property
    def asked(self) -> str:
        if self.most is None:
            return "–"
        return f"≤ {shown(self.most)}{self.unit}" if self.most else "0"


@dataclass(frozen=True)
class Figures:
    """All numbers of a scenario."""

    tries: int
    figures: tuple[Figure, ...] = ()
    left_out: str = ""
    """What could not be tried on this machine, and why; empty where all was."""

    @property
    def is_met(self) -> bool:
        return all(figure.is_met for figure in self.figures)


def shown(number: float) -> str:
    """A number as people write it: whole ones whole."""
    return f"{number:,.0f}" if number == int(number) else f"{number:.3g}"


Run = Callable[[int, int], Figures]


@dataclass(frozen=True)
class Scenario:
    """One file of the folder ``scenarios``."""

    name: str
    title: str
    short: int
    """How often it is tried in the short form; 0 leaves it to the full one."""
    full: int
    run: Run
    awaits: str
    """The fault that keeps it from being as it is asked for; empty once that is mended."""

    @classmethod
    def of(cls, name: str) -> Scenario:
        module: Any = importlib.import_module(f"{scenarios.__name__}.{name}")
        title = module.__doc__.strip().splitlines()[0].rstrip(".")
        awaits = getattr(module, "AWAITS", "")
        return cls(name, title, module.SHORT, module.FULL, module.run, awaits)


def all_scenarios() -> list[Scenario]:
    """Every file of the folder ``scenarios``, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(scenarios.__path__))
    return [Scenario.of(name) for name in names]
