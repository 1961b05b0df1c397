"""No letters of the page are smaller than 12 pixels, and while somebody presents than 18 at 1280 x 720."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "frontend" / "src"
REM = 16
LEAST = 12
PRESENTED = 18

_SIZE = re.compile(r"font-size:\s*([\d.]+)(rem|px)|\bfont:[^;]*?([\d.]+)(rem|px)")
_PAINTED = re.compile(r"font = [\"`][^\"`]*?\b([\d.]+)px")


@pytest.mark.parametrize(
    "file", sorted(SRC.rglob("*.css")), ids=lambda file: file.relative_to(SRC).as_posix()
)
def test_no_letters_of_a_style_are_too_small(file: Path) -> None:
    found = _SIZE.finditer(file.read_text(encoding="utf-8"))
    sizes = [
        float(each[1] or each[3]) * (REM if (each[2] or each[4]) == "rem" else 1) for each in found
    ]
    assert all(size >= LEAST for size in sizes), sizes


def test_no_letters_that_are_painted_are_too_small() -> None:
    for file in [*SRC.rglob("*.ts"), *SRC.rglob("*.tsx")]:
        if ".test." in file.name or "editor/cards" in file.as_posix():
            continue  # a card's letters grow with the zoom of the canvas (editor/scene/detail.ts)
        sizes = [float(size) for size in _PAINTED.findall(file.read_text(encoding="utf-8"))]
        assert all(size >= LEAST for size in sizes), (file, sizes)


def test_the_smallest_letters_are_large_enough_while_somebody_presents() -> None:
    style = (SRC / "app" / "theme.css").read_text(encoding="utf-8")
    presented = re.search(r"max\(1rem, min\(([\d.]+)vw, ([\d.]+)vh\)\)", style)
    assert presented
    rem = min(float(presented[1]) * 12.8, float(presented[2]) * 7.2)
    assert rem * LEAST / REM >= PRESENTED - 0.001
