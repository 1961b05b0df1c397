"""Checks that task, loss and optimizer fit the data and each other."""

from __future__ import annotations

from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.samples import DataInfo
from torchground.catalogue.bases.task import Loss, Optimizer, Task
from torchground.network.check.findings import Findings, Place
from torchground.network.check.problems import Fix, SetField
from torchground.network.check.training_section import TRAINING, TrainingSection
from torchground.words import template

LOSS_MISFIT = template(
    "training_fit.loss_misfit",
    "{loss} does not fit {task}; it learns with {others:or}",
)
NO_GENERATOR = template(
    "training_fit.no_generator",
    "only one network learns here, so the optimizer of a generator has nothing to do; remove it",
)
LOSS_MOVES = template(
    "training_fit.loss_moves",
    "{optimizer} looks around at one loss again and again, and where two networks learn against each other "
    "the loss does not stay the same; choose Adam",
)
TARGETS = template(
    "training_fit.targets_beyond",
    "{loss} compares with targets from {low:g} to {high:g}, and here the targets are {given}: it would fall without "
    "end and learn nothing of use; take {others:or}, or bring the targets between {low:g} and {high:g}",
)
BETWEEN = template("training_fit.targets_between", "numbers from {low:g} to {high:g}")
ANY_NUMBER = template("training_fit.targets_any", "any numbers")


def check_task(section: TrainingSection, found: Findings) -> None:
    task, loss, data, info = section.task, section.loss, section.data, section.info
    if task is not None and data is not None and info is not None:
        refusal = task.refuses(info)
        if refusal is not None:
            place = (*TRAINING, "task")
            found.error(place, refusal, fixes=_choices("tasks", data.tasks, place))
            return
    if task is not None and loss is not None and task.asks not in loss.fits:
        place = (*TRAINING, "loss")
        found.error(
            place,
            LOSS_MISFIT(
                loss=loss.title, task=task.title.lower(), others=_titles("losses", task.losses())
            ),
            fixes=_choices("losses", task.losses(), place),
        )
        return
    if task is not None and loss is not None and info is not None:
        _check_targets(task, loss, info, found)
        for field, sentence in loss.doubts().items():
            place = (*TRAINING, "loss", field)
            default = SetField(title=f"Use the default {field}", place=[*place], value=None)
            found.warn(place, sentence, fixes=[default])


def _check_targets(task: Task, loss: Loss, info: DataInfo, found: Findings) -> None:
    """Adds a problem where the loss needs targets in a range and the data may have others."""
    came, wanted = task.target_range(info), loss.targets
    if wanted is None or (came is not None and wanted[0] <= came[0] and came[1] <= wanted[1]):
        return
    others = tuple(
        name
        for name in task.losses()
        if (kind := entries("losses")[name]) and issubclass(kind, Loss) and kind.targets is None
    )
    place = (*TRAINING, "loss")
    given = ANY_NUMBER() if came is None else BETWEEN(low=came[0], high=came[1])
    found.error(
        place,
        TARGETS(
            loss=loss.title,
            low=wanted[0],
            high=wanted[1],
            given=given,
            others=[entries("losses")[name].title for name in others],
        ),
        fixes=_choices("losses", others, place),
    )


def check_optimizers(section: TrainingSection, found: Findings) -> None:
    """Checks the optimizers. Only a generator has a second optimizer, and two networks cannot use one that needs a
    closure."""
    other: Optimizer | None = section.plain["generator_optimizer"]
    if section.task is None or not section.task.adversarial:
        if other is not None:
            place = (*TRAINING, "generator_optimizer")
            found.warn(
                place,
                NO_GENERATOR(),
                fixes=[SetField(title="Remove it", place=[*place], value=None)],
            )
        section.plain["generator_optimizer"] = None
        return
    if other is None and section.optimizer is not None:
        section.defaults["generator_optimizer"] = section.optimizer.model_dump(mode="json")
    for name, optimizer in (("optimizer", section.optimizer), ("generator_optimizer", other)):
        if optimizer is not None and optimizer.closure:
            place = (*TRAINING, name)
            found.error(
                place,
                LOSS_MOVES(optimizer=optimizer.title),
                fixes=[SetField(title="Use Adam", place=[*place], value={"type": "adam"})],
            )


def _titles(family: str, types: tuple[str, ...]) -> list[str]:
    return [entries(family)[name].title for name in types]


def _choices(family: str, types: tuple[str, ...], place: Place) -> list[Fix]:
    return [
        SetField(title=f"Use {entries(family)[name].title}", place=[*place], value={"type": name})
        for name in types
    ]
