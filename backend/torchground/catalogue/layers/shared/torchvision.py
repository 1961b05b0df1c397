"""Whether torchvision is on this machine and fits its PyTorch: told by what is installed, without loading either."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from torchground.catalogue.bases.shapes import NotHere
from torchground.words import Sentence, template

CANNOT_BE_HAD = template(
    "torchvision.cannot_be_had",
    "trained networks of torchvision cannot be had here: {why}; {what}, or draw the layers yourself and start from the "
    "weights of a run or a safetensors file",
)
NOT_INSTALLED = template("torchvision.not_installed", "it is not installed")
INSTALL = template("torchvision.install", "install it with {command}")
REPLACE = template(
    "torchvision.replace", "remove it with “pip uninstall torchvision”, then {command}"
)
FAILED = template("torchvision.failed", "it does not fit this PyTorch ({error})")
OTHER_TORCH = template(
    "torchvision.other_torch",
    "torchvision {torchvision} is made for PyTorch {wanted}, and this is {torch}",
)
OTHER_BUILD = template(
    "torchvision.other_build",
    "torchvision {torchvision} is made for a PyTorch with CUDA, and this is {torch}",
)


def why_missing() -> Sentence | None:
    """Why its networks cannot be had here and what to do; None where nothing speaks against it."""
    try:
        spec = find_spec("torchvision")
        place = None if spec is None else spec.origin
        changed = Path(place).stat().st_mtime_ns if place else 0
    except (OSError, ValueError):
        return None
    return _judged(spec is not None, place, changed)


@lru_cache(maxsize=8)
def _judged(is_installed: bool, place: str | None, changed: int) -> Sentence | None:
    """The same of one that lies at that place since then: reading what it says of itself takes milliseconds."""
    if not is_installed:
        return CANNOT_BE_HAD(why=NOT_INSTALLED(), what=INSTALL(command=_command()))
    try:
        misfit = _misfit(version("torch"), version("torchvision"), requires("torchvision") or [])
    except PackageNotFoundError:  # one that says nothing of itself may well fit
        return None
    return None if misfit is None else _replaced(misfit)


def load_models() -> Any:
    """``torchvision.models``; takes seconds. Raises :class:`NotHere`."""
    missing = why_missing()
    if missing is not None:
        raise NotHere(missing)
    try:
        return import_module("torchvision.models")
    except Exception as error:  # one of another PyTorch fails in its own ways
        raise NotHere(_replaced(FAILED(error=str(error)[:80]))) from error


def _misfit(torch: str, torchvision: str, needed: list[str]) -> Sentence | None:
    """What speaks against a torchvision that is installed, judged by the versions alone."""
    public, _, build = torch.partition("+")
    wanted = next((found[1] for one in needed if (found := _WANTED.match(one))), public)
    if wanted != public:
        return OTHER_TORCH(torchvision=torchvision, wanted=wanted, torch=public)
    if build == "cpu" and "+" not in torchvision and sys.platform == "linux":
        return OTHER_BUILD(torchvision=torchvision, torch=torch)
    return None


_WANTED = re.compile(r"torch *\(?== *([0-9][0-9a-z.]*)")


def _replaced(why: Sentence) -> Sentence:
    return CANNOT_BE_HAD(why=why, what=REPLACE(command=_command()))


def _command() -> str:
    """How pip gets one that fits the PyTorch that is installed, and leaves that as it is."""
    try:
        public, _, build = version("torch").partition("+")
    except PackageNotFoundError:
        return "“pip install torchvision”"
    index = f" --index-url https://download.pytorch.org/whl/{build}" if build else ""
    return f"“pip install torch=={public} torchvision{index}”"
