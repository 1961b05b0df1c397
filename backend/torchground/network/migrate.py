"""Project files of every version are brought to today's; their migrations stand here, one function a version.

Adding version 2: raise ``VERSION`` in ``spec``, write ``_to_2(file) -> file``, list it in ``MIGRATIONS`` under 2 and
keep a golden file of version 1 (``tests/golden/projects``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torchground.network.check.findings import shown_value
from torchground.network.spec import VERSION
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

MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""By the version that each gives."""


class UnknownVersion(SentenceError):
    """The file's version is none that this Torchground can open."""


def migrate(file: dict[str, Any]) -> dict[str, Any]:
    """The same project at ``VERSION``; the file given is left as it is. A file without a version is of today's.

    Raises :class:`UnknownVersion` for a newer one and for what is no version.
    """
    version = file.get("torchground", VERSION)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise UnknownVersion(NO_VERSION(came=shown_value(version), version=VERSION))
    if version > VERSION:
        raise UnknownVersion(NEWER(came=shown_value(version), version=VERSION))
    for step in range(version + 1, VERSION + 1):
        file = MIGRATIONS[step](file)
    return {**file, "torchground": VERSION}
