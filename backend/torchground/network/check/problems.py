"""The result of the check: problems with their places and fixes, and the shape of every node."""

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
    """The two ends of a wire."""

    source: str
    target: str
    handle: int = 0


class InsertLayer(Answered):
    """Put a new layer into a wire."""

    action: Literal["insert_layer"] = "insert_layer"
    title: str
    edge: Edge
    layer: dict[str, JsonValue]


class SetField(Answered):
    """Set one value of the project file. null removes it."""

    action: Literal["set_field"] = "set_field"
    title: str
    place: list[str | int]
    """Path in the file: ``["network", "nodes", 1, "layer", "out_features"]``."""
    value: JsonValue


class SetFields(Answered):
    """Set several values of the project file together."""

    action: Literal["set_fields"] = "set_fields"
    title: str
    fields: list[SetField]


class RemoveEdge(Answered):
    action: Literal["remove_edge"] = "remove_edge"
    title: str
    edge: Edge


class RemoveNode(Answered):
    action: Literal["remove_node"] = "remove_node"
    title: str
    node: str


class AddNode(Answered):
    """Add a node with this layer, and a wire from ``source`` to it where a source is given."""

    action: Literal["add_node"] = "add_node"
    title: str
    layer: dict[str, JsonValue]
    source: str | None = None


class AddEdge(Answered):
    action: Literal["add_edge"] = "add_edge"
    title: str
    edge: Edge


class Fetch(Answered):
    """Let the server download something and keep it. The file does not change."""

    action: Literal["fetch"] = "fetch"
    title: str
    download: str
    """The name of the download."""


Fix: TypeAlias = Annotated[
    InsertLayer | SetField | SetFields | RemoveEdge | RemoveNode | AddNode | AddEdge | Fetch,
    Field(discriminator="action"),
]


class Problem(Answered):
    """One thing that keeps the project from training, or (as a warning) that a person should know."""

    severity: Literal["error", "warning"] = "error"
    place: str
    """The place in the file: ``network.nodes[1].layer.out_features``."""
    node: str | None = None
    edge: Edge | None = None
    code: str
    """The code of the sentence. Code that depends on the kind of problem compares it."""
    values: dict[str, JsonValue] = {}
    """The values for the placeholders of the sentence."""
    fixes: list[Fix] = []

    @classmethod
    def of(cls, sentence: Sentence, **fields: Any) -> Problem:
        """Makes a problem with this sentence."""
        return cls(code=sentence.code, values=dict(sentence.values), **fields)

    @property
    def said(self) -> Sentence:
        """The sentence: which value came, which would fit, and what to do."""
        return from_values(self.code, self.values)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def sentence(self) -> str:
        """The sentence as English text."""
        return str(WHOLE(sentence=self.said))


class NodeReport(Answered):
    """The facts that the check knows about one node."""

    shape: list[int] | None = None
    """The shape of the node's output for one sample. null where a problem hides it."""
    vocab: int | None = None
    """The size of the vocabulary, where the output is tokens."""
    input_shapes: list[list[int] | None] = []
    """The input shapes by handle. null where the wire is missing or its shape is unknown."""
    num_params: int | None = None
    max_inputs: int = 1
    start: Literal["taken", "does not fit"] | None = None
    """Whether the node takes its start weights. null where it takes none."""


class Report(Answered):
    """The whole result of the check."""

    ok: bool
    """Whether there are no errors. There may be warnings."""
    problems: list[Problem]
    nodes: dict[str, NodeReport]
    num_params: int
    activation_bytes: int
    """The memory of all float32 activations of one batch."""
    data: DataInfo | None
    """The facts about the data. null where a problem hides them."""
    steps_per_epoch: int | None
    defaults: dict[str, JsonValue]
    """The values that the file leaves out and the check fills in: task, loss, optimizer, generator_optimizer,
    batch_size."""
    offers: list[Offer] = []
    """The readings that suit the project, in the order in which the page shows them. Empty where there is an error."""
