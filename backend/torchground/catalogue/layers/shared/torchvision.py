"""Find out whether torchvision is installed and fits the installed PyTorch. It reads package metadata and loads
neither."""

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
    """Why the networks of torchvision are not available here, and what to do. None if they seem to be available."""
    try:
        spec = find_spec("torchvision")
        place = None if spec is None else spec.origin
        changed = Path(place).stat().st_mtime_ns if place else 0
    except (OSError, ValueError):
        return None
    return _judged(spec is not None, place, changed)


@lru_cache(maxsize=8)
def _judged(is_installed: bool, place: str | None, changed: int) -> Sentence | None:
    """The same for an installation with this place and this time of change. Cached, because reading its metadata takes
    milliseconds."""
    if not is_installed:
        return CANNOT_BE_HAD(why=NOT_INSTALLED(), what=INSTALL(command=_command()))
    try:
        misfit = _misfit(version("torch"), version("torchvision"), requires("torchvision") or [])
    except PackageNotFoundError:  # without metadata it may still fit
        return None
    return None if misfit is None else _replaced(misfit)


def load_models() -> Any:
    """Import ``torchvision.models``, which takes seconds. Raises :class:`NotHere`."""
    missing = why_missing()
    if missing is not None:
        raise NotHere(missing)
    try:
        return import_module("torchvision.models")
    except Exception as error:  # built for another PyTorch, it can fail in many ways
        raise NotHere(_replaced(FAILED(error=str(error)[:80]))) from error


def _misfit(torch: str, torchvision: str, needed: list[str]) -> Sentence | None:
    """Why an installed torchvision does not fit, judged by the versions alone. None if it fits."""
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
    """The pip command that installs a torchvision that fits the installed PyTorch, and leaves PyTorch unchanged."""
    try:
        public, _, build = version("torch").partition("+")
    except PackageNotFoundError:
        return "“pip install torchvision”"
    index = f" --index-url https://download.pytorch.org/whl/{build}" if build else ""
    return f"“pip install torch=={public} torchvision{index}”"
