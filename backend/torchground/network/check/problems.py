"""What the check answers: problems with their place and their fix, and every node's shape."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, computed_field

from torchground.catalogue.bases.samples import DataInfo
from torchground.telemetry.offers import Offer
from torchground.words import Sentence, from_values, template

WHOLE = template("problem.whole", "{sentence:whole}")


class Answered(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Edge(Answered):
    """Names a wire."""

    source: str
    target: str
    handle: int = 0


class InsertLayer(Answered):
    """Put a new layer on a wire."""

    action: Literal["insert_layer"] = "insert_layer"
    title: str
    edge: Edge
    layer: dict[str, JsonValue]


class SetField(Answered):
    """Set one value of the project file; null removes it."""

    action: Literal["set_field"] = "set_field"
    title: str
    place: list[str | int]
    """Path in the file: ``["network", "nodes", 1, "layer", "out_features"]``."""
    value: JsonValue


class RemoveEdge(Answered):
    action: Literal["remove_edge"] = "remove_edge"
    title: str
    edge: Edge


class RemoveNode(Answered):
    action: Literal["remove_node"] = "remove_node"
    title: str
    node: str


class AddNode(Answered):
    """Add a layer and the wire that ends in it."""

    action: Literal["add_node"] = "add_node"
    title: str
    layer: dict[str, JsonValue]
    source: str | None = None


class AddEdge(Answered):
    action: Literal["add_edge"] = "add_edge"
    title: str
    edge: Edge


class Fetch(Answered):
    """Have the server fetch something it keeps from then on; the file stays as it is."""

    action: Literal["fetch"] = "fetch"
    title: str
    download: str
    """Its name among the downloads."""


Fix: TypeAlias = Annotated[
    InsertLayer | SetField | RemoveEdge | RemoveNode | AddNode | AddEdge | Fetch,
    Field(discriminator="action"),
]


class Problem(Answered):
    """One thing that keeps the project from training, or (a warning) that a person should know."""

    severity: Literal["error", "warning"] = "error"
    place: str
    """Where in the file: ``network.nodes[1].layer.out_features``."""
    node: str | None = None
    edge: Edge | None = None
    code: str
    """Which sentence it is; what steers by a problem compares this."""
    values: dict[str, JsonValue] = {}
    """What stands in the places of the sentence."""
    fixes: list[Fix] = []

    @classmethod
    def of(cls, sentence: Sentence, **fields: Any) -> Problem:
        """A problem with this sentence."""
        return cls(code=sentence.code, values=dict(sentence.values), **fields)

    @property
    def said(self) -> Sentence:
        """What came, what would fit, what to do."""
        return from_values(self.code, self.values)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def sentence(self) -> str:
        """The same in English, as one reads it."""
        return str(WHOLE(sentence=self.said))


class NodeReport(Answered):
    """What the check knows of one node."""

    shape: list[int] | None = None
    """Of its output for one sample; null where it cannot be known because of a problem."""
    vocab: int | None = None
    """How many tokens there are, where its output is tokens."""
    input_shapes: list[list[int] | None] = []
    """By handle; null where the wire is missing or its shape unknown."""
    num_params: int | None = None
    max_inputs: int = 1
    start: Literal["taken", "does not fit"] | None = None
    """What became of the weights to start from; null where it takes none."""


class Report(Answered):
    """The check's whole answer."""

    ok: bool
    """No errors; there may be warnings."""
    problems: list[Problem]
    nodes: dict[str, NodeReport]
    num_params: int
    activation_bytes: int
    """float32 activations of one batch."""
    data: DataInfo | None
    """Null where it cannot be known because of a problem."""
    steps_per_epoch: int | None
    defaults: dict[str, JsonValue]
    """What the file left out and the check filled in: task, loss, optimizer, generator_optimizer, batch_size."""
    offers: list[Offer] = []
    """Readings that suit the project, in the order in which they are shown; empty where there is a problem."""
