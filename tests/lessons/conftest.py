"""A data folder in which downloads lie, tiny ones of chance, so that every lesson can be checked and begun."""

from pathlib import Path

import numpy as np
import pytest

from torchground.catalogue.datasets.sources import stored
from torchground.catalogue.datasets.sources.tensorfile import write_arrays

COUNT = 200
"""Pictures of each half."""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the stored files, which are made once."""
    place = tmp_path_factory.mktemp("downloads")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "_place", [place])
        _keep_mnist()
    return place


@pytest.fixture(autouse=True)
def downloads(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "_place", [folder])


def _keep_mnist() -> None:
    rng = np.random.default_rng(1)
    pictures = rng.integers(0, 256, (COUNT, 1, 28, 28), dtype=np.uint8)
    labels = np.arange(COUNT, dtype=np.int32) % 10
    arrays = {"train": pictures, "test": pictures, "train_labels": labels, "test_labels": labels}
    with stored.fresh() as (file, path):
        write_arrays(file, arrays)
        meta = stored.DownloadMeta(num_train=COUNT, num_test=COUNT)
        stored.keep("mnist", meta, file, path)
