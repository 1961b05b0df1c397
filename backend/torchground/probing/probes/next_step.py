"""The next training step, part by part, as the run will take it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError, Rehearsal
from torchground.probing.shared.places import Place
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.image import ImageFacts
from torchground.telemetry.kinds.matrix import MatrixFacts
from torchground.telemetry.kinds.table import (
    StepAfter,
    StepBatch,
    StepClip,
    StepLoss,
    StepOptimizer,
    StepTable,
    StepWeight,
    TableFacts,
)
from torchground.telemetry.kinds.vector import VectorFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.parts import StepPicture
from torchground.telemetry.reading import Reading
from torchground.words import other, template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

NO_SAMPLE_BATCH_LAST = template(
    "next_step.no_sample_batch_last",
    "there is no sample {sample} in the batch: the last one is {last}",
)
NOT_LEARN_STEP = template(
    "next_step.not_learn_step",
    "{param} does not learn in this step; what does: {after:and}",
)

MOST_UNITS, MOST_MAPS, MOST_ROWS = 64, 16, 64
"""The most numbers, feature maps, rows and columns that are shown of one node or param."""
MOST_PARAMS = 200
"""The most params that are listed."""
MOST_SAMPLES = 64
"""The most samples of the batch that are named."""
ROOM = 160_000
"""The most bytes of all pictures together. The rest of the frame has its own limit."""


class NextStep(Probe):
    """The step that the run takes next, slowly: the samples of the batch, the output of each layer for one of them, the
    loss, its gradient at each layer, the gradient of every weight, clipping, and the update by the optimizer.

    The step is rehearsed with the run's own random numbers and undone, so these are the numbers of the step itself.
    """

    title = "One step, slowly"
    group = "Exact"
    order = 6
    kinds: ClassVar[tuple[Kind, ...]] = (TableFacts, VectorFacts, MatrixFacts, ImageFacts)
    on_demand: ClassVar[bool] = True

    type: Literal["next_step"] = "next_step"

    sample: int = Field(0, ge=0, le=10_000_000)
    """Which sample of the batch is followed, counted from 0."""

    part: int = Field(0, ge=0, le=1)
    """Where two networks learn against each other: 0 is the first half of the step, 1 the second half."""

    param: str | None = Field(None, max_length=200)
    """The param of the followed weight (``h1.weight``). null is the param that moves most."""

    index: list[Place] = Field([], max_length=8)
    """The place of the followed weight. Empty is the weight that moves most."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        return [Offer(probe={"type": "next_step"}, title=cls.title, place="step", order=0)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """Readings in the order of the step, each with its phase in the fact ``step``: ``batch``, ``forward`` (a
        picture for each node), ``loss``, ``backward`` (a picture for each node, the last node first), ``gradient`` (a
        picture for each param), ``clip``, ``optimizer`` (a table, then pictures of the followed param), ``after``.

        Vectors are exact float32. Matrices and images are int8. Where a node has generated samples after the real ones,
        it has two readings, with ``step.of``.
        """
        try:
            step = context.rehearse(self.part)
        except ValueError as error:
            raise ProbeError(other(error)) from error
        if self.sample >= len(step.x):
            last = len(step.x) - 1
            raise ProbeError(NO_SAMPLE_BATCH_LAST(sample=self.sample, last=last))
        pictured = list(step.gradients)[:MOST_PARAMS]
        room = ROOM // (2 * len(step.outputs) + len(pictured) + 6)
        return [
            self._batch(context, step),
            *self._passed(context, step, step.outputs, "forward", room),
            self._loss(context, step),
            *self._passed(
                context, step, dict(reversed(step.output_gradients.items())), "backward", room
            ),
            *[_of_param(name, step.gradients[name], "gradient", room) for name in pictured],
            _clip(context, step),
            *self._optimizer(context, step, room),
            _table(StepAfter(phase="after", loss=step.loss, new_loss=step.new_loss)),
        ]

    def _batch(self, context: ProbeContext, step: Rehearsal) -> Reading[TableFacts]:
        samples = step.samples.tolist()
        return _table(
            StepBatch(
                phase="batch",
                part=step.part,
                parts=list(step.parts),
                sample=self.sample,
                index=samples[self.sample],
                samples=samples[:MOST_SAMPLES],
                size=len(samples),
                num_train=len(context.train_x),
                target=_target(context, step.y[self.sample]),
            )
        )

    def _passed(
        self,
        context: ProbeContext,
        step: Rehearsal,
        values: dict[str, Tensor],
        phase: Literal["forward", "backward"],
        room: int,
    ) -> list[Reading[Facts]]:
        """A picture of the sample's output at each node, or of the gradient there. Tokens keep their names."""
        found = []
        for node, batch in values.items():
            rows = self._rows(step, batch)
            for of, row in rows.items():
                shown = StepPicture(phase=phase, of=of, tokens=_token_names(context, batch, row))
                shape = list(batch.shape[1:])
                found.append(_picture(node, batch[row], shown, shape, room // len(rows)))
        return found

    def _rows(self, step: Rehearsal, batch: Tensor) -> dict[Literal["", "real", "generated"], int]:
        """The row of the followed sample in a node's output. There are two rows where real and generated samples
        entered."""
        size = len(step.x)
        if len(batch) == 2 * size and step.part == "discriminator":
            return {"real": self.sample, "generated": size + self.sample}
        return {"": min(self.sample, len(batch) - 1)}

    def _loss(self, context: ProbeContext, step: Rehearsal) -> Reading[TableFacts]:
        return _table(
            StepLoss(
                phase="loss",
                loss=step.loss,
                of_sample=None if step.part else self._own_loss(context, step),
                type=context.project.training.loss.type,
                target=_target(context, step.y[self.sample]),
                answer=_answer(context, step, self.sample),
                classes=list(context.data.classes)[:MOST_UNITS],
            )
        )

    def _own_loss(self, context: ProbeContext, step: Rehearsal) -> float:
        """The loss of the followed sample alone."""
        last = context.project.nodes[-1].id
        one = slice(self.sample, self.sample + 1)
        return float(
            context.loss(*context.task.paired(step.outputs[last][one], step.y[one])).item()
        )

    def _optimizer(self, context: ProbeContext, step: Rehearsal, room: int) -> list[Reading[Facts]]:
        """The state and the update of the optimizer: a table of all params, and pictures of the followed param."""
        chosen = self._chosen(step) if step.after else None
        pictures = [] if chosen is None else _of_followed(step, chosen, room)
        return [self._optimizer_table(context, step, chosen), *pictures]

    def _optimizer_table(
        self, context: ProbeContext, step: Rehearsal, chosen: str | None
    ) -> Reading[TableFacts]:
        """A row for each param: the norms of its weights, its gradient, its optimizer state and its change."""
        remembered = sorted({key for state in step.memory.values() for key in state})
        names = list(step.after)
        training = context.project.training
        entry = training.generator_optimizer if step.part == "generator" else None
        facts = TableFacts(
            columns=["param", "weights", "gradient", *remembered, "change"],
            rows=[_moved(step, name, remembered) for name in names[:MOST_PARAMS]],
            shown=min(MOST_PARAMS, len(names)),
            total=len(names),
            step=StepOptimizer(
                phase="optimizer",
                type=(entry or training.optimizer).type,
                learning_rate=step.learning_rate,
                weight=None if chosen is None else self._weight(step, chosen),
            ),
        )
        return Reading("", {}, facts)

    def _chosen(self, step: Rehearsal) -> str:
        if self.param is None:
            return max(step.after, key=lambda name: _size(step.after[name] - step.before[name]))
        if self.param not in step.after:
            raise ProbeError(NOT_LEARN_STEP(param=self.param, after=list(step.after)))
        return self.param

    def _weight(self, step: Rehearsal, name: str) -> StepWeight:
        """One weight: its value before the step, what the step computed for it, and its value after the step."""
        from torchground.catalogue.bases.explained import unraveled
        from torchground.probing.shared.places import at

        before, after = step.before[name], step.after[name]
        index = tuple(self.index)
        if not index:
            most = int((after - before).abs().nan_to_num(0.0).argmax().item())
            index = unraveled(most, tuple(before.shape))

        def own(values: Tensor) -> float:
            return float(at(values, index, name).item())

        gradient, taken = step.gradients.get(name), step.taken.get(name)

        return StepWeight(
            param=name,
            index=list(index),
            before=own(before),
            after=own(after),
            change=own(after - before),
            gradient=None if gradient is None else own(gradient),
            taken=None if taken is None else own(taken),
            memory_before={k: own(v) for k, v in step.memory_before.get(name, {}).items()},
            memory={k: own(v) for k, v in step.memory.get(name, {}).items()},
        )


def _table(step: StepTable) -> Reading[TableFacts]:
    """A part of the step that consists of words and numbers."""
    return Reading("", {}, TableFacts(step=step))


def _token_names(context: ProbeContext, batch: Tensor, row: int) -> list[str] | None:
    """The tokens that a node gives. None where it gives numbers."""
    if not context.data.is_tokens or batch.is_floating_point():
        return None
    return [context.data.vocab[token] for token in batch[row].flatten()[:MOST_UNITS].tolist()]


def _clip(context: ProbeContext, step: Rehearsal) -> Reading[TableFacts]:
    """The norm of the gradient of all params together: as computed, with L1 and L2, and as the optimizer uses it."""
    training = context.project.training
    came, pulled, taken = (
        _size(*part.values()) for part in (step.gradients, step.pulled, step.taken)
    )
    most = training.clip_grad_value
    return _table(
        StepClip(
            phase="clip",
            norm=came,
            pulled=pulled,
            taken=taken,
            factor=taken / pulled if pulled else 1.0,
            l1=training.l1,
            l2=training.l2,
            clip_grad_norm=training.clip_grad_norm,
            clip_grad_value=most,
            num_cut=None
            if most is None
            else sum(
                int((gradient.abs() >= most).sum().item()) for gradient in step.taken.values()
            ),
            num=sum(gradient.numel() for gradient in step.taken.values()),
        )
    )


def _of_followed(step: Rehearsal, name: str, room: int) -> list[Reading[Facts]]:
    """Pictures of the followed param: its gradient, its optimizer state and its change. At most six."""
    quantities = {
        "gradient": step.taken.get(name),
        **step.memory.get(name, {}),
        "change": step.after[name] - step.before[name],
    }
    pictures = [
        _of_param(name, values, "optimizer", room, quantity=quantity)
        for quantity, values in quantities.items()
        if values is not None
    ]
    return pictures[:6]


def _moved(step: Rehearsal, name: str, remembered: Sequence[str]) -> list[str | float | None]:
    """A row of the table: the norms of a param's weights, gradient, optimizer state and change."""
    memory = step.memory.get(name, {})
    taken = step.taken.get(name)
    return [
        name,
        _size(step.before[name]),
        None if taken is None else _size(taken),
        *[_size(memory[key]) if key in memory else None for key in remembered],
        _size(step.after[name] - step.before[name]),
    ]


def _size(*tensors: Tensor) -> float:
    """The Euclidean norm of all tensors together."""
    return math.sqrt(sum(float(t.double().square().sum().item()) for t in tensors))


def _target(context: ProbeContext, target: Tensor) -> str | float | None:
    """The target as a person reads it. None where it is several numbers or where there is no target."""
    if target.numel() != 1:
        return None
    value = float(target.item())
    if context.data.classes and not target.is_floating_point():
        return context.data.classes[int(value)]
    return value


def _answer(context: ProbeContext, step: Rehearsal, sample: int) -> list[float] | None:
    """The network's answer for the sample: probabilities or numbers. None where there are too many."""
    from torchground.probing.shared.pictures import answers

    outputs = step.outputs[context.project.nodes[-1].id]
    if step.part or outputs.ndim != 2 or outputs.shape[1] > MOST_UNITS:
        return None
    return [float(value) for value in answers(context, outputs[sample : sample + 1])[0].tolist()]


def _of_param(
    name: str,
    values: Tensor,
    phase: Literal["gradient", "optimizer"],
    room: int,
    quantity: str = "gradient",
) -> Reading[Facts]:
    """A picture of a param, or of a tensor with its shape. Filters are shown one by one."""
    shape, norm = list(values.shape), _size(values)
    if values.ndim == 3:
        values = values.flatten(1)
    elif values.ndim > 3:
        values = values.flatten(0, -3)
    return _picture(
        name, values, StepPicture(phase=phase, quantity=quantity, norm=norm), shape, room
    )


def _picture(
    path: str, values: Tensor, step: StepPicture, shape: list[int], room: int
) -> Reading[Facts]:
    """A picture of the first numbers, rows or maps, as many as fit into ``room`` bytes. ``every`` is greater than 1
    where a large map is shown by every n-th row and column."""
    from torchground.probing.shared.pictures import exact, quantized, shown_of

    total = values.numel()
    if values.ndim <= 1:
        shown = values.reshape(-1)[: max(1, min(MOST_UNITS, room // 4))].float()
        of_units = VectorFacts(step=step, shape=shape, **shown_of(len(shown), total))
        return Reading(path, {"values": exact(shown)}, of_units)
    if values.ndim == 2:
        columns = min(MOST_ROWS, values.shape[1])
        page = values[: max(1, min(MOST_ROWS, room // max(1, columns))), :columns].float()
        of_rows = MatrixFacts(step=step, shape=shape, **shown_of(page.numel(), total))
        return Reading(path, {"values": quantized(page)}, of_rows)
    maps, every = values.flatten(0, -3).float(), 1
    while every < max(maps.shape[1:]) and maps[0, ::every, ::every].numel() > room:
        every += 1
    page = maps[:, ::every, ::every]
    page = page[: max(1, min(MOST_MAPS, room // max(1, page[0].numel())))]
    of_maps = ImageFacts(
        step=step.model_copy(update={"every": every}),
        shape=shape,
        **shown_of(len(page), len(maps)),
    )
    return Reading(path, {"values": quantized(page, per_slice=True)}, of_maps)
