"""What a loop is given: the project, where it trains, and what it resumes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

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

    checkpoint: Path | None
    """None: it died before its first checkpoint; start anew."""
    changes: tuple[PastChange, ...] = ()
    """Changes already committed that lie after the checkpoint: made again at the same steps."""


@dataclass(frozen=True)
class RunSpec:
    """One training of one project."""

    project: Project
    run_id: str = "run"
    device: str = "cpu"
    checkpoint_dir: Path | None = None
    """Where checkpoints go; None keeps none (command line, tests)."""
    start_paused: bool = False
    resume: Resume = field(default_factory=lambda: Resume(None))
