"""What the tests of files share: a data folder of their own, and a way to bring a file to it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from torchground.catalogue.datasets.sources import stored
from torchground.intake import jail
from torchground.intake.answer import Found, Refusal

Bring: TypeAlias = Callable[[str, bytes | str], tuple[str, Found | Refusal]]


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stored, "_place", [])
    stored.use(tmp_path)
    return tmp_path


@pytest.fixture
def bring() -> Bring:
    """Read a file of a kind in the jail: its key, and the answer."""

    def brought(kind: str, content: bytes | str) -> tuple[str, Found | Refusal]:
        data = content.encode() if isinstance(content, str) else content
        key = hashlib.sha256(data).hexdigest()
        with stored.fresh() as (file, path):
            file.write(data)
            return key, jail.bring(kind, key, file, path)

    return brought
