"""Known data sets are fetched with progress, checked, and kept; what goes wrong is one sentence. No real network."""

from __future__ import annotations

import gzip
import hashlib
import io
import struct
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest
import torch

from tests.uploads.conftest import names
from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.fetchable import Fetchable, Source
from torchground.catalogue.bases.samples import DataError
from torchground.catalogue.bases.shapes import NotHere
from torchground.catalogue.datasets.cifar10 import Cifar10
from torchground.catalogue.datasets.fashion_mnist import FashionMnist
from torchground.catalogue.datasets.mnist import Mnist
from torchground.catalogue.datasets.sources.downloaded import BadFile, Downloaded, idx
from torchground.catalogue.layers.shared import backbones
from torchground.files.store import FileStore
from torchground.uploads.fetching import Fetching, Progress

FILES: dict[str, bytes] = {}


class Serve(BaseHTTPRequestHandler):
    """Gives the files that lie in FILES."""

    def do_GET(self) -> None:
        content = FILES.get(self.path.strip("/"))
        self.send_response(200 if content is not None else 404)
        self.send_header("content-length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *_: Any) -> None: ...


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a small server on this machine."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    FILES.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Serve)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def idx_file(values: np.ndarray[Any, Any]) -> bytes:
    head = struct.pack(f">HBB{values.ndim}I", 0, 8, values.ndim, *values.shape)
    return gzip.compress(head + values.astype(np.uint8).tobytes())


def digits(count: int, seed: int) -> tuple[Any, Any]:
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (count, 28, 28)), np.arange(count) % 10


def grey_files() -> dict[str, bytes]:
    files = {}
    for name, count in (("train", 600), ("t10k", 200)):
        pictures, labels = digits(count, count)
        files[f"{name}-images-idx3-ubyte.gz"] = idx_file(pictures)
        files[f"{name}-labels-idx1-ubyte.gz"] = idx_file(labels)
    return files


def colour_files() -> dict[str, bytes]:
    made, rng = io.BytesIO(), np.random.default_rng(0)
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name in (*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"):
            records = rng.integers(0, 256, (100, 3073)).astype(np.uint8)
            records[:, 0] = np.arange(100) % 10
            member = tarfile.TarInfo(f"cifar-10-batches-bin/{name}.bin")
            member.size = records.size
            archive.addfile(member, io.BytesIO(records.tobytes()))
    return {"cifar-10-binary.tar.gz": made.getvalue()}


def small(
    kind: type[Downloaded], files: dict[str, bytes], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same data set, of a few pictures, served here."""
    FILES.update(files)
    sources = tuple(
        Source(name, (f"{place}/{name}",), len(content), hashlib.md5(content).hexdigest())
        for name, content in files.items()
    )
    monkeypatch.setattr(kind, "sources", sources)
    monkeypatch.setattr(kind, "num_train", 600 if kind is not Cifar10 else 500)
    monkeypatch.setattr(kind, "num_test", 200 if kind is not Cifar10 else 100)


def fetched(kind: Fetchable, files: FileStore) -> Progress:
    """Its state once the thread is done."""
    fetching = Fetching(files)
    fetching.start(kind)
    for thread in threading.enumerate():
        if thread.name == f"fetch-{kind.type_id()}":
            thread.join(30)
    return fetching.progress(kind)


@pytest.mark.parametrize(
    ("kind", "served"), [(Mnist, grey_files), (FashionMnist, grey_files), (Cifar10, colour_files)]
)
def test_a_data_set_is_fetched_checked_and_used(
    kind: type[Downloaded],
    served: Any,
    files: FileStore,
    place: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small(kind, served(), place, monkeypatch)
    data = parse(
        "datasets", {"type": kind.type_id(), "num_samples": 300, "test_fraction": 0.2}, files
    )
    with pytest.raises(NotHere, match="is not on this server yet; download it once"):
        data.require()
    with pytest.raises(DataError, match="is not on this server yet; download it once"):
        data.split()
    assert Fetching(files).progress(kind).state == "absent"
    done = fetched(kind, files)
    assert (done.state, done.error) == ("done", None)
    assert done.fetched == done.total == sum(map(len, served().values()))
    info, split = data.info(), data.split()
    assert (info.num_train, info.num_test, info.shape) == (240, 60, kind.shape)
    assert split.train.inputs.shape == (240, *kind.shape)
    assert np.bincount(split.train.targets).tolist() == [24] * 10
    assert np.bincount(split.test.targets).tolist() == [6] * 10
    assert split.train.inputs.max() <= 1
    assert data.split().train.inputs.tobytes() == split.train.inputs.tobytes()
    assert not [name for name in names(files) if name.endswith(".tmp")]


def test_the_pixels_are_those_of_the_file(
    files: FileStore, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(Mnist, grey_files(), place, monkeypatch)
    fetched(Mnist, files)
    pictures, labels = files.arrays("mnist", "download", "test", "test_labels")
    assert (pictures[:, 0] == digits(200, 200)[0]).all()
    assert (labels == digits(200, 200)[1]).all()


def test_another_content_than_expected_is_not_kept(
    files: FileStore, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(Mnist, grey_files(), place, monkeypatch)
    FILES["t10k-images-idx3-ubyte.gz"] += b"!"
    told = fetched(Mnist, files)
    assert told.state == "failed"
    assert told.error is not None
    assert "is not what it should be" in told.error
    assert "nothing of it was kept" in told.error
    assert not names(files)


def test_a_place_that_lacks_the_file_or_cannot_be_reached_is_named(
    files: FileStore, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(Mnist, grey_files(), place, monkeypatch)
    del FILES["train-labels-idx1-ubyte.gz"]
    told = fetched(Mnist, files)
    assert told.error is not None
    assert "127.0.0.1 answered 404" in told.error
    nowhere = Source("train-images-idx3-ubyte.gz", ("http://127.0.0.1:9/x",), 10, "0" * 32)
    monkeypatch.setattr(Mnist, "sources", (nowhere,))
    told = fetched(Mnist, files)
    assert told.error is not None
    assert "127.0.0.1 could not be reached" in told.error
    assert "connect this machine to the internet" in told.error


def test_trained_weights_are_fetched_checked_by_the_digits_in_their_name_and_kept(
    files: FileStore, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = io.BytesIO()
    torch.save({"conv1.weight": torch.arange(24.0).view(2, 3, 4)}, made)
    content = made.getvalue()
    digits = hashlib.sha256(content).hexdigest()[:8]
    network = replace(backbones.NETWORKS["resnet18"], file=f"tiny-{digits}.pth")
    monkeypatch.setattr(backbones, "_PLACE", f"{place}/")
    absent = fetched(network, files)
    assert absent.error is not None
    assert "or choose random weights" in absent.error
    FILES[network.file] = content + b"!"
    spoiled = fetched(network, files)
    assert spoiled.error is not None
    assert f"expected {digits}…" in spoiled.error
    assert not network.is_here(files)
    assert not names(files)
    FILES[network.file] = content
    done = fetched(network, files)
    assert (done.state, done.error) == ("done", None)
    assert network.is_here(files)
    (kept,) = files.arrays("resnet18", "backbone", "conv1.weight")
    assert (kept == np.arange(24).reshape(2, 3, 4)).all()


def test_the_next_place_is_tried(
    files: FileStore, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(Mnist, grey_files(), place, monkeypatch)
    sources = tuple(
        Source(s.name, (f"{place}/nothing", *s.urls), s.size, s.md5) for s in Mnist.sources
    )
    monkeypatch.setattr(Mnist, "sources", sources)
    assert fetched(Mnist, files).state == "done"


def test_a_file_that_does_not_end_is_given_up(
    files: FileStore, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"x" * 1_200_000
    FILES["big"] = content
    source = Source("big", (f"{place}/big",), 10, hashlib.md5(content).hexdigest())
    monkeypatch.setattr(Mnist, "sources", (source,))
    told = fetched(Mnist, files)
    assert told.error is not None
    assert "larger than it should be" in told.error


def test_a_server_that_stops_gives_up_what_is_on_its_way(
    files: FileStore, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(Mnist, grey_files(), place, monkeypatch)
    fetching = Fetching(files)
    fetching.close()
    fetching.start(Mnist)
    for thread in threading.enumerate():
        if thread.name == "fetch-mnist":
            thread.join(30)
    assert fetching.progress(Mnist).state == "failed"


@pytest.mark.parametrize(
    "content",
    [
        b"no gzip",
        gzip.compress(b"")[:-4],
        gzip.compress(b"\0\0\x08\x01\0\0\0\x05123"),
        gzip.compress(b"\0\0\x08\x01\0\0\0\x04" + b"1" * 100),
        gzip.compress(b"\0\0\x0d\x01\0\0\0\x041234"),
    ],
    # What gzip writes names the time of day, and no test may be called by that.
    ids=["no gzip", "cut off", "too short", "too long", "other numbers"],
)
def test_a_broken_idx_file_is_refused(content: bytes) -> None:
    with pytest.raises(BadFile):
        idx(io.BytesIO(content), (4,))


def test_checksums_are_those_of_the_makers() -> None:
    for kind in (Mnist, FashionMnist, Cifar10):
        for source in kind.sources:
            assert len(source.md5) == 32
            assert source.sha256 is None or len(source.sha256) == 64
            assert all(url.endswith(source.name) for url in source.urls)
    assert Cifar10.sources[0].name.endswith("binary.tar.gz"), "the other version is pickles"
