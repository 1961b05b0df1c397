"""A data folder with tiny random downloads, so that every lesson can be checked and started."""

import numpy as np
import pytest

from torchground.files.meta import DownloadMeta
from torchground.files.store import FileStore
from torchground.files.tensorfile import write_arrays

COUNT = 200
"""How many pictures each half has."""


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> FileStore:
    """The file store. It is made once."""
    store = FileStore(tmp_path_factory.mktemp("downloads"))
    rng = np.random.default_rng(1)
    pictures = rng.integers(0, 256, (COUNT, 1, 28, 28), dtype=np.uint8)
    labels = np.arange(COUNT, dtype=np.int32) % 10
    arrays = {"train": pictures, "test": pictures, "train_labels": labels, "test_labels": labels}
    with store.new() as new:
        write_arrays(new.file, arrays)
        store.put("mnist", DownloadMeta(num_train=COUNT, num_test=COUNT), new)
    return store
