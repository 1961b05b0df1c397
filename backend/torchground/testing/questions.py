"""Lists which questions are asked of which entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from torchground.catalogue.bases import packages
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import FAMILIES, Entry
from torchground.testing import (
    augmentations,
    datasets,
    every,
    initializers,
    layers,
    losses,
    optimizers,
    probes,
    schedulers,
    tasks,
)

Ask = Callable[[type[Entry]], None]

ASKED: dict[str, tuple[Ask, ...]] = {
    "layers": layers.QUESTIONS,
    "losses": losses.QUESTIONS,
    "optimizers": optimizers.QUESTIONS,
    "schedulers": schedulers.QUESTIONS,
    "initializers": initializers.QUESTIONS,
    "augmentations": augmentations.QUESTIONS,
    "datasets": datasets.QUESTIONS,
    "tasks": tasks.QUESTIONS,
    "probes": probes.QUESTIONS,
}
"""The questions to the entries of one family, besides the questions to every entry."""


@dataclass(frozen=True)
class Question:
    """One question to one entry."""

    family: str
    entry: type[Entry]
    put: Ask

    def ask(self) -> None:
        """Raises ``AssertionError`` where the answer is wrong."""
        self.put(self.entry)

    def __str__(self) -> str:
        return f"{self.family}-{self.entry.type_id()}-{self.put.__name__}"


def questions(module: str = "torchground") -> list[Question]:
    """All questions to the entries of a package. ``module`` is the name by which it is imported.

    Raises ``AssertionError`` where the catalogue left something of the package out, or where the package has no
    entries.
    """
    package = packages.packages().get(module)
    wrong = [str(p.sentence) for p in packages.problems() if p.package == package]
    assert not wrong, "\n".join(wrong)
    found = [
        Question(family, kind, put)
        for family in FAMILIES
        for kind in entries(family).values()
        if packages.root_of(kind.__module__) == module
        for put in (*every.QUESTIONS, *ASKED.get(family, ()))
    ]
    assert found, f"{module} has no entries; is it installed, with its entry points?"
    return found
