"""The part of the input that one number of a layer depends on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.dependence import depends_on, is_empty
from torchground.catalogue.bases.shapes import Box
from torchground.catalogue.layers.shared.convolving import Convolution
from torchground.catalogue.layers.shared.pooling import AdaptivePooling, Pooling
from torchground.probing.probe import ProbeContext, ProbeError, SampleProbe
from torchground.probing.shared.places import Place
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.images import ImagesFacts, SeenField
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Node, Project

NEEDS_SAMPLES_PICTURES_SEQUENCES = template(
    "receptive_field.needs_samples_pictures_sequences",
    "this needs samples that are pictures or sequences",
)
NO_NODE = template(
    "receptive_field.no_node",
    "there is no node {node}; there are {nodes:and}",
)
NO_LAYER_NETWORK_SLIDES = template(
    "receptive_field.no_layer_network_slides",
    "no layer of this network slides a window over its input",
)
GIVES_NO_PLACE = template(
    "receptive_field.gives_no_place",
    "{id} gives {shape}, so there is no place {index} in it",
)

SLIDING = (Convolution, Pooling, AdaptivePooling)
"""Layers that slide a window. For these the receptive field is of interest."""


class ReceptiveField(SampleProbe):
    """Which pixels (or steps) of the input one number of a layer depends on: the whole sample, and only the part that
    the number sees.

    Each convolution makes this part a little larger, each stride and pooling much larger. Deep layers see the whole
    picture, the first layers only small pieces.
    """

    title = "Receptive field"
    group = "Pictures"
    order = 4
    source = "W. Luo et al., Understanding the Effective Receptive Field (2016), arxiv.org/abs/1701.04128"
    kinds: ClassVar[tuple[Kind, ...]] = (ImagesFacts,)

    type: Literal["receptive_field"] = "receptive_field"

    node: str | None = Field(None, max_length=40)
    """The layer's node id. null is the last layer that slides a window."""

    index: list[Place] = Field([], max_length=8)
    """The place in the layer's output: channel, row and column, or step and feature. Empty is the middle."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if len(project.info.shape) == 1:
            return ()
        return [
            Offer(
                probe={"type": "receptive_field", "node": node.id},
                title=cls.title,
                place="node",
                node=node.id,
                order=60,
            )
            for node in project.nodes
            if isinstance(node.layer, SLIDING)
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading at the node's path: values [1, 2, height, width], int8: the sample (the mean of its channels),
        and the same with zeros outside the receptive field.

        The fact ``field`` has the block of every node on the way.
        """
        import torch

        from torchground.probing.shared.pictures import picked, quantized
        from torchground.probing.shared.steps import sample_facts

        node = self._node(context)
        index = self._index(node)
        boxes = depends_on(context.project.nodes, node.id, tuple((at, at) for at in index))
        first = context.project.nodes[0]
        if first.id not in boxes or len(context.data.shape) == 1:
            raise ProbeError(NEEDS_SAMPLES_PICTURES_SEQUENCES())
        sample = _drawn(picked(context, self)[0][0])
        box = boxes[first.id]
        seen = _only(sample, box)
        facts = ImagesFacts(
            captions=[["sample", _words(box)]],
            signed=bool((sample < 0).any()),
            field=SeenField(node=node.id, index=list(index), box=box, boxes=boxes),
            **sample_facts(self),
        )
        values = quantized(torch.stack([sample, seen])[None])
        return [Reading(node.id, {"values": values}, facts)]

    def _node(self, context: ProbeContext) -> Node:
        nodes = {node.id: node for node in context.project.nodes}
        if self.node is not None and self.node not in nodes:
            raise ProbeError(NO_NODE(node=self.node, nodes=list(nodes)))
        if self.node is not None:
            return nodes[self.node]
        sliding = [node for node in nodes.values() if isinstance(node.layer, SLIDING)]
        if not sliding:
            raise ProbeError(NO_LAYER_NETWORK_SLIDES())
        return sliding[-1]

    def _index(self, node: Node) -> tuple[int, ...]:
        if not self.index:
            return tuple(size // 2 for size in node.shape)
        fits = len(self.index) == len(node.shape)
        if not fits or any(at >= size for at, size in zip(self.index, node.shape, strict=True)):
            shape = tuple(node.shape)
            raise ProbeError(GIVES_NO_PLACE(id=node.id, shape=shape, index=self.index))
        return tuple(self.index)


def _drawn(sample: Tensor) -> Tensor:
    """A sample as one picture: the mean of the channels, features over steps, or tokens in a row."""
    if sample.ndim == 3:
        return sample.mean(dim=0)
    return sample.T if sample.ndim == 2 else sample.float()[None]


def _only(picture: Tensor, box: Box) -> Tensor:
    """The picture with zeros outside the block of the sample."""
    import torch

    down, across = {3: box[1:], 2: box[::-1], 1: ((0, 0), *box)}[len(box)]
    seen = torch.zeros_like(picture)
    rows, columns = slice(down[0], down[1] + 1), slice(across[0], across[1] + 1)
    seen[rows, columns] = picture[rows, columns]
    return seen


def _words(box: Box) -> str:
    if is_empty(box):
        return "nothing but padding"
    names = {3: ("rows", "columns"), 2: ("steps",), 1: ("tokens",)}[len(box)]
    spans = box[1:] if len(box) == 3 else box[:1]
    return ", ".join(
        f"{name} {low + 1}–{high + 1}" for name, (low, high) in zip(names, spans, strict=True)
    )
