"""The input of a format: a network with its trained weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from torchground.export.refusing import NoExport
from torchground.words import template
from torchground.words.characters import cleaned

if TYPE_CHECKING:
    from torch import nn

    from torchground.files.checkpoints import CheckpointFile
    from torchground.files.store import FileStore
    from torchground.network.spec import Project

PROJECT_HAS_PROBLEMS = template(
    "export.project_has_problems",
    "the project of this run cannot be built here any more: {first:inside}; mend that first",
)
CHECKPOINT_DAMAGED = template(
    "export.checkpoint_damaged",
    "the newest checkpoint of this run is damaged: its bytes are not those that were written; open the run, which "
    "repeats its last steps and writes it again, then try once more",
)
_PREFIX = "network."
"""The prefix of the network's tensors in a checkpoint. Their names in the module follow it."""


def refuse_damaged(checkpoint: CheckpointFile) -> None:
    """Raises :class:`NoExport` for a checkpoint that is here with other bytes than were written."""
    is_known = checkpoint.sha256 is not None and checkpoint.path.is_file()
    if is_known and not checkpoint.is_sound():
        raise NoExport(CHECKPOINT_DAMAGED())


@dataclass(frozen=True)
class Trained:
    """A project file, and the checkpoint with the trained weights of its network."""

    file: dict[str, Any]
    """The project file."""
    checkpoint: CheckpointFile | None
    """None means the network with its first weights, before training."""
    run_id: str
    """The run that made the checkpoint."""
    files: FileStore | None = None
    """The stored files that the project names."""

    @cached_property
    def project(self) -> Project:
        """The checked project. Raises :class:`NoExport` where it can no longer be built here."""
        from torchground.network.check.checking import resolve

        project, report = resolve(cleaned(self.file), self.files)
        if project is None:
            raise NoExport(PROJECT_HAS_PROBLEMS(first=report.problems[0].sentence))
        return project

    @cached_property
    def network(self) -> nn.Module:
        """The torch module with the weights of the checkpoint, on the CPU. Loads torch.

        Raises :class:`NoExport`, and ``CheckpointError`` for a file that is not a checkpoint of this run.
        """
        from torchground.network.build import build
        from torchground.training.checkpoint import read

        network = build(self.project)
        if self.checkpoint is not None:
            refuse_damaged(self.checkpoint)
            tensors = read(self.checkpoint, self.run_id).tensors.items()
            network.load_state_dict(
                {name[len(_PREFIX) :]: value for name, value in tensors if name.startswith(_PREFIX)}
            )
        return network
