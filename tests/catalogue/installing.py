"""Write and install packages with entries for the tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from torchground.catalogue.bases import packages
from torchground.catalogue.bases.entries import entries

GOOD = '''
"""A test layer."""
from typing import Literal
from torchground.entries import Layer

class Double(Layer):
    """Doubles every number that comes in; nothing is learned."""
    title = "Double"
    elementwise = True
    type: Literal["{module}.double"] = "{module}.double"

    def output_shape(self, *input_shapes):
        return input_shapes[0]

    def build(self, *input_shapes):
        from torch import nn

        class Doubling(nn.Module):
            def forward(self, x):
                return 2 * x

        return Doubling()
'''


def write_package(
    site: Path,
    module: str,
    files: Mapping[str, str],
    points: Mapping[str, str],
    version: str = "1.2",
) -> None:
    """Write a package as an installer would: files by their path in the package, entry points by group, and
    metadata."""
    for path, text in files.items():
        file = site / module / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("{module}", module))
    for folder in {(site / module / path).parent for path in files} | {site / module}:
        (folder / "__init__.py").touch()
    known = site / f"{module}-{version}.dist-info"
    known.mkdir()
    (known / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: {version}\n")
    declared = "".join(f"[{group}]\n{module} = {value}\n" for group, value in points.items())
    (known / "entry_points.txt").write_text(declared)


@contextmanager
def installed(site: Path) -> Iterator[None]:
    """Treat the packages in ``site`` as installed inside the ``with`` block."""
    before = set(sys.modules)
    sys.path.insert(0, str(site))
    look_again()
    try:
        yield
    finally:
        sys.path.remove(str(site))
        for name in set(sys.modules) - before:
            if str(getattr(sys.modules[name], "__file__", "")).startswith(str(site)):
                del sys.modules[name]
        look_again()


def look_again() -> None:
    """Forget the cached packages and entries."""
    packages.forget()
    entries.cache_clear()
