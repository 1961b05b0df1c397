"""Migrates project files of every version to the current version. There is one function for each version.

To add version 3: raise ``VERSION`` in ``spec``, write ``_to_3(file) -> file``, list it in ``MIGRATIONS`` under 3, keep
a golden file of version 2 (``tests/golden/projects``) and say in ``needed`` which files need it.

A file is written with the first version that has everything in it. So a Torchground that is older than a feature opens
every file without it, and says of the others that they are newer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torchground.network.check.findings import shown_value
from torchground.network.spec import VERSION, WITHOUT_BLOCKS
from torchground.words import SentenceError, template

NO_VERSION = template(
    "migrate.no_version",
    "the version is {came}; it must be a whole number from 1 to {version}",
)
NEWER = template(
    "migrate.newer",
    "the file was made by a newer Torchground (file version {came}, this one opens up to {version}); "
    "update Torchground to open it",
)


def _to_2(file: dict[str, Any]) -> dict[str, Any]:
    """Version 2 adds ``blocks``. A file without them means the same in both."""
    return file


MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {2: _to_2}
"""The migrations by the version of their result."""


class UnknownVersion(SentenceError):
    """This Torchground cannot open the file's version."""


def migrate(file: dict[str, Any]) -> dict[str, Any]:
    """The same project in today's form, with the version that it needs. Does not change the given file. A file without
    a version is in today's form.

    Raises :class:`UnknownVersion` for a newer version and for a value that is not a version.
    """
    version = file.get("torchground", VERSION)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise UnknownVersion(NO_VERSION(came=shown_value(version), version=VERSION))
    if version > VERSION:
        raise UnknownVersion(NEWER(came=shown_value(version), version=VERSION))
    for step in range(version + 1, VERSION + 1):
        file = MIGRATIONS[step](file)
    return {**file, "torchground": needed(file)}


def needed(file: dict[str, Any]) -> int:
    """The first version that has everything in this file."""
    return VERSION if file.get("blocks") else WITHOUT_BLOCKS
