"""The input of a loop: the project, where it trains, and the checkpoint that it resumes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from torchground.files.checkpoints import CheckpointFile
from torchground.network.spec import Project
from torchground.telemetry.messages import Change


@dataclass(frozen=True)
class PastChange:
    """A change of a live setting before the update of step ``step`` + 1, in an earlier attempt that died."""

    step: int
    change: Change


@dataclass(frozen=True)
class Resume:
    """How far an earlier attempt of the same run got."""

    checkpoint: CheckpointFile | None
    """None where it died before its first checkpoint. Then the run starts again."""
    changes: tuple[PastChange, ...] = ()
    """Committed changes whose points come after the checkpoint. They are made again at the same steps."""
    last_seq: int = 0
    """The last committed point. Up to it, the run repeats its steps at full speed and carries out no command."""


@dataclass(frozen=True)
class RunSpec:
    """The training of one project: one run."""

    project: Project
    run_id: str = "run"
    device: str = "cpu"
    checkpoint_dir: Path | None = None
    """The folder for checkpoints. None writes no checkpoints (command line, tests)."""
    start_paused: bool = False
    steps_per_second: float | None = None
    """The speed at the start. None is as fast as possible."""
    resume: Resume = field(default_factory=lambda: Resume(None))
