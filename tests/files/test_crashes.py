"""Random uploads, uses and deletions with power cuts between: what is referred to stays, the rest goes."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import hypothesis.strategies as st
import numpy as np
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from torchground.files.blobs import FolderBlobs, NewFile
from torchground.files.meta import WeightsMeta
from torchground.files.store import HOLD_SECS, FileStore, MissingFile
from torchground.files.tensorfile import write_arrays

KEYS = [digit * 64 for digit in "abc"]
KEY = st.sampled_from(KEYS)
STEPS = st.one_of(st.none(), st.integers(0, 6))
"""After how many changes of the folder the power is cut; None never."""


class PowerCut(BaseException):
    """Nothing after this was written."""


class CutOff(FolderBlobs):
    """A folder whose power can be cut between any two changes."""

    left: int | None = None

    def put(self, name: str, new: NewFile) -> None:
        self._spend()
        super().put(name, new)

    def delete(self, name: str) -> bool:
        self._spend()
        return super().delete(name)

    def _spend(self) -> None:
        if self.left is not None:
            if self.left == 0:
                raise PowerCut
            self.left -= 1


class Files(RuleBasedStateMachine):
    """What people, projects and runs do to a store, beside what they rely on."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.now = time.time()
        self.kept: set[str] = set()
        self.named: list[str] = []
        self.lent_until: dict[str, float] = {}
        self.restart()

    def restart(self) -> None:
        self.blobs = CutOff(self.folder / "stored")
        self.store = FileStore(self.folder, self.blobs, lambda: self.now)

    def teardown(self) -> None:
        shutil.rmtree(getattr(self, "folder", ""), ignore_errors=True)

    @rule(key=KEY, steps=STEPS)
    def a_person_uploads(self, key: str, steps: int | None) -> None:
        if self.cut(steps, lambda: self.put(key, kept=True)):
            self.kept.add(key)
        else:
            self.look_again(key)

    @rule(key=KEY, steps=STEPS)
    def a_feature_borrows(self, key: str, steps: int | None) -> None:
        if self.cut(steps, lambda: self.put(key, kept=False)):
            self.lent_until[key] = self.now + HOLD_SECS

    @rule(key=KEY, steps=STEPS)
    def a_person_deletes(self, key: str, steps: int | None) -> None:
        def delete() -> None:
            assert self.store.drop(key, "weights") == (key in self.kept)
            self.store.collect(set(self.named))

        if self.cut(steps, delete):
            self.kept.discard(key)
        else:
            self.look_again(key)

    @rule(key=KEY)
    def a_run_begins(self, key: str) -> None:
        """As the server does it: hold, look whether it is here, write the row."""
        self.store.hold({key})
        if self.is_here(key):
            self.named.append(key)

    @rule(key=KEY)
    def a_run_is_deleted(self, key: str) -> None:
        with suppress(ValueError):
            self.named.remove(key)

    @rule(secs=st.sampled_from([1.0, HOLD_SECS / 2, HOLD_SECS + 1]))
    def time_passes(self, secs: float) -> None:
        self.now += secs

    @rule(steps=STEPS)
    def a_server_collects(self, steps: int | None) -> None:
        self.cut(steps, lambda: self.store.collect(set(self.named)))

    @rule()
    def all_is_quiet_for_long(self) -> None:
        """What nobody keeps is gone after the documented time, to the last byte."""
        self.now += HOLD_SECS + 1
        self.store.collect(set(self.named))
        wanted = self.kept | set(self.named)
        assert {key for key in KEYS if self.is_here(key)} == wanted
        left = {path.name.partition(".")[0] for path in self.blobs.folder.glob("*")}
        assert left <= wanted

    @invariant()
    def what_is_relied_on_is_here(self) -> None:
        for key in self.kept | set(self.named) | self.lent():
            assert self.is_here(key)

    def lent(self) -> set[str]:
        return {key for key, until in self.lent_until.items() if until > self.now}

    def put(self, key: str, *, kept: bool) -> None:
        with self.store.new() as new:
            write_arrays(new.file, {"w": np.full(1, KEYS.index(key), np.float32)})
            self.store.put(key, WeightsMeta(tensors=[]), new, kept=kept)

    def is_here(self, key: str) -> bool:
        try:
            self.store.weights(key)
        except MissingFile:
            return False
        (found,) = self.store.arrays(key, "weights", "w")
        assert found.tolist() == [KEYS.index(key)]
        return True

    def cut(self, steps: int | None, work: Callable[[], object]) -> bool:
        """Whether the work came to its end before the power was cut."""
        self.blobs.left = steps
        try:
            work()
        except PowerCut:
            return False
        finally:
            self.restart()
        return True

    def look_again(self, key: str) -> None:
        """What a person was not told may have happened or not; the list shows them which."""
        self.kept -= {key}
        if self.store.is_kept(key, "weights"):
            self.kept.add(key)


def test_a_deletion_that_is_cut_off_anywhere_is_finished_later(tmp_path: Path) -> None:
    for steps in range(4):
        folder = tmp_path / str(steps)
        blobs = CutOff(folder / "stored")
        with (earlier := FileStore(folder, blobs)).new() as new:
            write_arrays(new.file, {"w": np.zeros(1, np.float32)})
            earlier.put(KEYS[0], WeightsMeta(tensors=[]), new, kept=False)
        store = FileStore(folder, blobs, lambda: time.time() + 2 * HOLD_SECS)
        blobs.left = steps
        with suppress(PowerCut):
            store.collect(set())
        blobs.left = None
        assert not store.is_kept(KEYS[0], "weights")
        store.collect(set())
        assert list(blobs.folder.iterdir()) == []


TestFiles = Files.TestCase
TestFiles.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
