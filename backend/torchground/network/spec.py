"""The project file: the form that is saved, shared, sent to a worker and put into a link.

There are two views of the same JSON. :class:`ProjectFile` is its outer form for the API, with entries as plain objects.
:class:`Project` is the result of a check without problems: every entry is parsed, and every default is filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from torchground.catalogue.bases.augmentation import Augmentation
from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.initializer import Initializer
from torchground.catalogue.bases.samples import DataInfo, PartName, Split
from torchground.catalogue.bases.scheduler import Scheduler
from torchground.catalogue.bases.shapes import Shape
from torchground.catalogue.bases.task import Drawn, Loss, Optimizer, Task
from torchground.catalogue.bases.validating import split_with_val
from torchground.files.store import FileStore

VERSION = 2
"""The newest version of the project file. Older files are migrated. Newer files are refused with a sentence."""
WITHOUT_BLOCKS = 1
"""The version of a file without blocks, so that a Torchground from before blocks opens it too."""
MOST_BLOCKS = 200


class Saved(BaseModel):
    """The base class of what is saved."""

    model_config = ConfigDict(
        extra="forbid", strict=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


class EntryJson(BaseModel):
    """An entry of the catalogue as it is saved: its type and the fields that differ from the defaults."""

    model_config = ConfigDict(extra="allow")

    type: str


class NodeFile(Saved):
    """One node of the drawing."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")
    layer: EntryJson
    name: str | None = Field(None, max_length=60)
    """The name that a person gave it. Without one, the title of its layer is shown."""
    trainable: bool = True
    """false keeps its params unchanged while the other nodes learn."""


class EdgeFile(Saved):
    """A wire from one node's output to an input (``handle``) of another."""

    source: str
    target: str
    handle: int = Field(0, ge=0, le=15)


class NetworkFile(Saved):
    """The drawing: nodes and wires."""

    nodes: list[NodeFile]
    edges: list[EdgeFile] = []


class BlockFile(Saved):
    """Nodes that the page shows as one card. The network that is trained has no blocks: it has the nodes."""

    name: str = Field(min_length=1, max_length=60)
    nodes: list[str] = Field(min_length=1, max_length=200)
    """The ids of its nodes. All nodes of another block may be among them, or none of them."""
    folded: bool = True
    """Whether it is shown as one card. false shows its nodes with a frame around them."""


class EarlyStoppingFile(Saved):
    """When to end the training before the last epoch."""

    patience: int = Field(10, ge=1, le=100_000, json_schema_extra=ui(high=100))
    """How many epochs in a row may pass without a lower loss (validation loss, or test loss without a validation
    split)."""
    min_delta: float = Field(0.0, ge=0, le=1e6, json_schema_extra=ui(high=0.1))
    """How much lower the loss must be to count as lower."""
    restore_best: bool = True
    """Whether the weights of the best epoch are restored at the end."""


class StartFile(Saved):
    """Weights to start from. A node takes them where the shapes fit."""

    weights: str = Field(pattern=r"^[0-9a-f]{64}$")
    """The content hash of a weights file in the data folder. The file comes from a run or from an upload."""
    nodes: dict[str, str] | None = None
    """The node of the file whose weights each node takes. null: every node takes those of the same id, where shapes
    fit."""


class TrainingFile(Saved):
    """The training settings. Missing fields get defaults: the task of the data, the loss of the task, Adam."""

    task: EntryJson | None = Field(None, json_schema_extra=ui(also=("objective", "problem")))
    loss: EntryJson | None = Field(
        None,
        json_schema_extra=ui(
            also=("loss_function", "criterion", "cost_function", "error_function")
        ),
    )
    optimizer: EntryJson | None = Field(
        None, json_schema_extra=ui(also=("optimiser", "optimization_algorithm", "solver"))
    )
    batch_size: int = Field(
        32,
        ge=1,
        le=65_536,
        json_schema_extra=ui(
            also=("batch", "minibatch_size", "minibatch"), low=1, high=512, scale="log"
        ),
    )
    """How many samples one step has. Without a value, it is 32, or all train samples where there are fewer."""
    epochs: int = Field(
        100,
        ge=1,
        le=1_000_000,
        json_schema_extra=ui(
            also=("num_epochs", "n_epochs", "max_epochs", "epoch", "number_of_epochs"),
            low=1,
            high=10_000,
            scale="log",
        ),
    )
    """How often training passes through all train samples."""
    val_fraction: float = Field(
        0.0,
        ge=0,
        le=0.9,
        json_schema_extra=ui(
            also=("validation_set", "validation_fraction", "hold_out", "validation_data"),
            high=0.5,
            label="Validation split",
        ),
    )
    """The part of the train samples that is not trained on but measured after every epoch. Early stopping and schedules
    watch its loss. The seed of the data draws it. Of a series or a text, it is the last part."""
    seed: int = Field(
        1,
        ge=0,
        le=2**31 - 1,
        json_schema_extra=ui(
            also=("random_seed", "random_state", "manual_seed", "reproducibility")
        ),
    )
    """The seed of the first weights, of the order of the batches, and of dropout."""
    l1: float = Field(
        0.0,
        ge=0,
        le=10,
        json_schema_extra=ui(
            also=("lasso", "l1_regularization", "l1_penalty"), high=0.1, live=True, label="L1"
        ),
    )
    """Adds l1 · Σ|w| over all weights (not biases) to the loss."""
    l2: float = Field(
        0.0,
        ge=0,
        le=10,
        json_schema_extra=ui(
            also=("ridge", "ridge_regression", "l2_regularization", "l2_penalty", "weight_decay"),
            high=0.1,
            live=True,
            label="L2",
        ),
    )
    """Adds l2 / 2 · Σw² over all weights (not biases) to the loss."""
    clip_grad_norm: float | None = Field(
        None,
        gt=0,
        le=1e6,
        json_schema_extra=ui(
            also=("gradient_clipping", "clipnorm", "max_grad_norm"),
            low=0.01,
            high=100,
            scale="log",
            live=True,
            label="Clip gradients",
        ),
    )
    """Where the norm of the gradients of all params together is larger than this, they are scaled down to it."""

    clip_grad_value: float | None = Field(
        None,
        gt=0,
        le=1e6,
        json_schema_extra=ui(
            also=("clipvalue", "clip_value"),
            low=0.01,
            high=100,
            scale="log",
            live=True,
            label="Clip each gradient",
        ),
    )
    """Every number of the gradients is clipped to the range from minus this value to this value."""
    scheduler: EntryJson | None = Field(
        None,
        json_schema_extra=ui(
            also=(
                "lr_scheduler",
                "learning_rate_schedule",
                "learning_rate_scheduler",
                "learning_rate_decay",
            )
        ),
    )
    """How the learning rate changes over the training. null keeps it constant."""
    initializer: EntryJson | None = Field(
        None,
        json_schema_extra=ui(
            also=("initialization", "weight_initialization", "kernel_initializer", "weight_init")
        ),
    )
    """How the first weights are drawn. null uses each layer's own method."""
    augmentations: list[EntryJson] = Field(
        [],
        max_length=8,
        json_schema_extra=ui(also=("data_augmentation", "dataset_augmentation", "transforms")),
    )
    """Random changes of the samples of each batch, in order."""
    early_stopping: EarlyStoppingFile | None = None
    """Ends the training when the loss no longer falls. null trains to the last epoch."""
    shuffle: bool = Field(True, json_schema_extra=ui(also=("shuffling", "order_of_samples")))
    """Whether the train samples have a new order in every epoch."""
    generator_optimizer: EntryJson | None = None
    """The optimizer of the generator where two networks learn against each other. null uses the settings of the
    optimizer."""
    start: StartFile | None = Field(
        None, json_schema_extra=ui(also=("warm_start", "start_weights", "load_weights"))
    )
    """Weights of another run or file to start from. null draws all weights."""


class ProjectFile(Saved):
    """The whole project file."""

    schema_uri: str | None = Field(None, alias="$schema", max_length=2_000)
    """Where editors find the JSON Schema of this file. Torchground keeps it and does not read it."""
    torchground: int = WITHOUT_BLOCKS
    """The version of the file format: the first one that has everything this file has."""
    title: str = Field("Untitled", max_length=120)
    network: NetworkFile
    data: EntryJson
    training: TrainingFile = TrainingFile()
    blocks: list[BlockFile] = Field([], max_length=MOST_BLOCKS)
    """The nodes that the page shows as one card. Training does not depend on them."""
    view: dict[str, JsonValue] = {}
    """How the page shows the project (positions). The server only stores it."""


@dataclass(frozen=True)
class Node(Drawn):
    """A node whose layer is parsed and placed on the data."""

    num_activations: int
    """How many numbers of one sample are kept for the backward pass."""


@dataclass(frozen=True)
class Training:
    """The training settings with every default filled in."""

    task: Task
    loss: Loss
    optimizer: Optimizer
    batch_size: int
    epochs: int
    val_fraction: float
    seed: int
    l1: float
    l2: float
    clip_grad_norm: float | None
    clip_grad_value: float | None
    scheduler: Scheduler | None
    initializer: Initializer | None
    augmentations: tuple[Augmentation, ...]
    early_stopping: EarlyStoppingFile | None
    shuffle: bool
    generator_optimizer: Optimizer | None
    """None where it has the settings of the optimizer, or where there is no generator."""
    start: StartFile | None


@dataclass(frozen=True)
class Project:
    """A project without problems, ready to be built. Only ``network.check`` makes it."""

    title: str
    nodes: tuple[Node, ...]
    """The nodes in topological order: the input first, the output last."""
    data: Dataset
    info: DataInfo
    wanted: Shape
    """The shape of the network's answer that the task needs."""
    training: Training
    file: dict[str, Any]
    """The JSON of the project, migrated to the current version."""
    files: FileStore | None
    """The store of the files that the project names. None where it was read without a data folder."""

    @property
    def num_params(self) -> int:
        return sum(node.num_params for node in self.nodes)

    @property
    def watched_part(self) -> PartName:
        """The part whose loss early stopping and schedules watch."""
        return "val" if self.info.num_val else "test"

    def split(self) -> Split:
        """The samples: train, validation where the project asks for it, and test. Raises ``DataError``."""
        return split_with_val(self.data.split(), self.info, self.data.seed)

    @property
    def steps_per_epoch(self) -> int:
        return -(-self.info.num_train // self.training.batch_size)
