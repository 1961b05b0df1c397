"""Writes the checkpoints of a run while it trains. Skips one where the run has not moved since the last."""

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
    """Remembers the step of a run's last checkpoint, and whether the last write failed."""

    def __init__(self, run: RunSpec, pace: Pace) -> None:
        self._folder = run.checkpoint_dir
        self._run_id = run.run_id
        self._pace = pace
        self._at: tuple[int, int] | None = None
        """Step and seq of the last checkpoint. No checkpoint is needed before the first step."""
        self._disk_failed = False

    def are_at(self, training: Training) -> None:
        """Records that the current state needs no new checkpoint: it was read from one, or it is the start."""
        self._at = (training.step, training.seq)

    def save(self, training: Training) -> Iterator[Message]:
        """Writes a checkpoint unless the last one is of the same step and seq. Reports a failing disk only once."""
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
