"""The checkpoints of a run while it trains: written when the run stands elsewhere than at the last one."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

from torchground.training import sentences
from torchground.training.checkpoint import write
from torchground.training.messages import Checkpointed, Message, Noted
from torchground.training.pace import Pace
from torchground.training.spec import RunSpec
from torchground.training.state import Training


class Checkpoints:
    """Where the last checkpoint of a run stands, and whether the disk took it."""

    def __init__(self, run: RunSpec, pace: Pace) -> None:
        self._folder = run.checkpoint_dir
        self._run_id = run.run_id
        self._pace = pace
        self._at: tuple[int, int] | None = None
        """Step and seq of the last checkpoint; the place before the first step needs none."""
        self._disk_failed = False

    def are_at(self, training: Training) -> None:
        """The run stands where a checkpoint was read, or where none is needed."""
        self._at = (training.step, training.seq)

    def save(self, training: Training) -> Iterator[Message]:
        """Write one unless the last one is of this very place. A disk that fails is told of once."""
        if self._folder is None or self._at == (training.step, training.seq):
            return
        begun = monotonic()
        try:
            file = write(training.capture(), self._run_id, self._folder)
        except OSError as error:
            self._pace.checkpointed()
            if not self._disk_failed:
                yield Noted(sentences.NOT_SAVED(why=str(error)))
            self._disk_failed = True
            return
        self._pace.checkpointed(monotonic() - begun)
        self._disk_failed = False
        self.are_at(training)
        yield Checkpointed(file.path, training.seq, training.epoch, training.step, file.sha256)
