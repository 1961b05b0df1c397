"""What a loop is given: the project, where it trains, and what it resumes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from torchground.files.checkpoints import CheckpointFile
from torchground.network.spec import Project
from torchground.telemetry.messages import Change


@dataclass(frozen=True)
class PastChange:
    """A live setting that was changed before the update of step ``step`` + 1, in an attempt that died."""

    step: int
    change: Change


@dataclass(frozen=True)
class Resume:
    """Where an earlier attempt of the same run got to."""

    checkpoint: CheckpointFile | None
    """None: it died before its first checkpoint; start anew."""
    changes: tuple[PastChange, ...] = ()
    """Changes already committed whose points lie after the checkpoint's: made again at the same steps."""
    last_seq: int = 0
    """The last point already committed: up to it the run is repeated at full speed before any command is obeyed."""


@dataclass(frozen=True)
class RunSpec:
    """One training of one project."""

    project: Project
    run_id: str = "run"
    device: str = "cpu"
    checkpoint_dir: Path | None = None
    """Where checkpoints go; None keeps none (command line, tests)."""
    start_paused: bool = False
    steps_per_second: float | None = None
    """The speed to begin with; null is as fast as it goes."""
    resume: Resume = field(default_factory=lambda: Resume(None))
