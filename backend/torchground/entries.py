"""What a package with entries of its own imports; these names stay where they are. Loads without torch.

``examples/torchground_example`` shows such a package, ``docs/adding.md`` one worked example of each kind. The facts of
each kind of reading lie in ``torchground.telemetry.kinds``, one file each: ``kinds.scalar.ScalarFacts``.
"""

from typing import TYPE_CHECKING

from torchground.catalogue.bases.augmentation import Augmentation
from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import Entry, ui
from torchground.catalogue.bases.explained import Explained
from torchground.catalogue.bases.initializer import Initializer
from torchground.catalogue.bases.layer import Activation, Layer
from torchground.catalogue.bases.samples import DataError, DataInfo, Samples, Split
from torchground.catalogue.bases.scheduler import Moment, Scheduler
from torchground.catalogue.bases.shapes import (
    Box,
    Mend,
    Shape,
    ShapeError,
    Tokens,
    features,
    flat,
    numbers,
    picture,
    sequence,
    tokens,
)
from torchground.catalogue.bases.splitting import split_sizes
from torchground.catalogue.bases.task import Loss, Optimizer, Task
from torchground.network.spec import Project
from torchground.probing.probe import Probe, ProbeContext, ProbeError, SampleProbe
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading

if TYPE_CHECKING:
    from torchground.catalogue.bases.task import LossFunction as LossFunction

__all__ = [
    "Activation",
    "Augmentation",
    "Box",
    "DataError",
    "DataInfo",
    "Dataset",
    "Entry",
    "Explained",
    "Facts",
    "Initializer",
    "Kind",
    "Layer",
    "Loss",
    "Mend",
    "Moment",
    "Offer",
    "Optimizer",
    "Probe",
    "ProbeContext",
    "ProbeError",
    "Project",
    "Reading",
    "SampleProbe",
    "Samples",
    "Scheduler",
    "Shape",
    "ShapeError",
    "Split",
    "Task",
    "Tokens",
    "features",
    "flat",
    "numbers",
    "picture",
    "sequence",
    "split_sizes",
    "tokens",
    "ui",
]
