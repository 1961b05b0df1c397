"""Reads the data and training sections of a project, fills in defaults and reports what does not fit together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, JsonValue

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.samples import DataError, DataInfo
from torchground.catalogue.bases.shapes import NotHere, Shape
from torchground.catalogue.bases.task import Loss, Optimizer, Task
from torchground.catalogue.bases.validating import info_with_val
from torchground.files.store import FileStore, MissingFile
from torchground.network.check.fields import read_entry, read_fields
from torchground.network.check.findings import Findings, Place, shown_value
from torchground.network.check.problems import Fetch, Fix, SetField
from torchground.network.spec import EarlyStoppingFile, StartFile, TrainingFile
from torchground.words import Sentence, template

OBJECT_OR_EMPTY = template(
    "training_section.object_or_empty", "{what} must be an object or empty, got {came}"
)
EMPTY_HALF = template(
    "training_section.empty_half",
    "the data leave {num_train:,} samples to train and {num_test:,} to test, so the {half} half is "
    "empty; use more samples or another test_fraction",
)
NO_TRAINING = template(
    "training_section.no_training",
    "training must be an object, got {came}",
)
NO_AUGMENTATIONS = template(
    "training_section.no_augmentations",
    "augmentations must be a list of at most {most_augmentations}, got {came}",
)
NO_DATA = template(
    "training_section.no_data",
    "a project needs data to learn from; choose a data set",
)
BATCH_TOO_LARGE = template(
    "training_section.batch_too_large",
    "a batch of {batch_size:,} is larger than the {num_train:,} samples to train with; use at most that "
    "many",
)
DATA_FAILED = template(
    "training_section.data_failed",
    "the data set {data} failed to say what it is like ({name}: {problem}); choose another",
)

ENTRIES = {"task": "tasks", "loss": "losses", "optimizer": "optimizers"}
"""The fields of training that are entries with a default, and their families."""
EXTRAS = {
    "scheduler": "schedulers",
    "initializer": "initializers",
    "generator_optimizer": "optimizers",
}
"""The fields of training that are entries and may be missing, and their families."""
EARLY_STOPPING = template("training_section.early_stopping", "early stopping")
THE_START = template("training_section.the_start", "the start")
THE_TRAINING = template("training_section.the_training", "training")
NESTED: dict[str, tuple[type[BaseModel], Sentence]] = {
    "early_stopping": (EarlyStoppingFile, EARLY_STOPPING()),
    "start": (StartFile, THE_START()),
}
"""The fields of training that have fields of their own: their models, and their names in sentences."""
TRAINING: Place = ("training",)
MOST_AUGMENTATIONS = 8
NOTHING_TO_TRAIN = template(
    "check.val_leaves_nothing",
    "of {num:# train sample|# train samples} the validation split takes {val}, and nothing is left to train with; take "
    "a smaller val_fraction",
)
WATCHES_TEST = template(
    "check.early_stopping_watches_test",
    "early stopping watches the test loss, since there is no validation split: the test loss is then the best of many "
    "and no longer says how good the network is on samples that had no part in its making; set val_fraction",
)

NO_SAMPLES = template(
    "training.no_samples_of_class",
    "no sample is of the class {classes:and}, so the network only learns never to answer it; add samples of it or "
    "remove the class",
)


@dataclass
class TrainingSection:
    """The data and training sections. A part with a problem is None."""

    data: Dataset | None
    info: DataInfo | None
    task: Task | None
    loss: Loss | None
    optimizer: Optimizer | None
    plain: dict[str, Any]
    """The other valid fields of training: ``batch_size``, ``epochs``, ``scheduler`` …"""
    defaults: dict[str, JsonValue]
    """The defaults that were filled in: task, loss, optimizer, batch_size."""

    @property
    def batch_size(self) -> int:
        """The batch size of the file. The default where the one in the file has a problem."""
        default = TrainingFile.model_fields["batch_size"].default
        return int(self.plain.get("batch_size", default))

    @property
    def wanted(self) -> Shape:
        """The shape of the network's answer. It follows from the data alone where the task is unknown or does not
        fit."""
        if self.info is None:
            return (1,)
        if self.task is not None and self.loss is not None and self.task.refuses(self.info) is None:
            return self.task.output_shape(self.info, self.loss)
        return (max(1, len(self.info.classes) or self.info.num_targets),)


def read_training_section(
    file: Mapping[str, Any], found: Findings, files: FileStore | None = None
) -> TrainingSection:
    """Reads data and training, and adds every problem in them."""
    data, info = _read_data(file, found, files)
    training = file.get("training", {})
    if not isinstance(training, dict):
        found.error(TRAINING, NO_TRAINING(came=shown_value(training)))
        training = {}
    section = TrainingSection(
        data=data,
        info=info,
        task=None,
        loss=None,
        optimizer=None,
        plain=_read_plain(training, found),
        defaults={},
    )
    _split_off_val(section, found)
    _fit_batch(training, section)
    _read_entries(training, section, found)
    _read_extras(training, section, found)
    _check_batch(section, found)
    return section


def _read_plain(training: Mapping[str, Any], found: Findings) -> dict[str, Any]:
    """The fields of training that are not entries. Nested fields become their models."""
    skip = (*ENTRIES, *EXTRAS, *NESTED, "augmentations")
    plain = read_fields(TrainingFile, THE_TRAINING(), training, TRAINING, found, skip=skip)
    for name, (model, what) in NESTED.items():
        plain[name] = _read_nested(model, what, training.get(name), (*TRAINING, name), found)
    return plain


def _read_nested(
    model: type[BaseModel], what: Sentence, given: object, place: Place, found: Findings
) -> Any:
    """The model that an object describes. None where there is no object or where it has problems."""
    if given is None:
        return None
    if not isinstance(given, dict):
        sentence = OBJECT_OR_EMPTY(what=what, came=shown_value(given))
        found.error(place, sentence, fixes=[_without(what, place)])
        return None
    errors_before = found.num_errors
    read_fields(model, what, given, place, found)
    return model.model_validate(given) if found.num_errors == errors_before else None


def _without(what: Sentence, place: Place) -> SetField:
    return SetField(title=f"Train without {what}", place=[*place], value=None)


def _read_extras(training: Mapping[str, Any], section: TrainingSection, found: Findings) -> None:
    """Reads scheduler, initializer, the generator's optimizer and the augmentations. null and a missing field mean
    none."""
    for name, family in EXTRAS.items():
        given = training.get(name)
        place = (*TRAINING, name)
        section.plain[name] = None if given is None else read_entry(family, given, place, found)
    given = training.get("augmentations", [])
    place = (*TRAINING, "augmentations")
    if not isinstance(given, list) or len(given) > MOST_AUGMENTATIONS:
        found.error(
            place,
            NO_AUGMENTATIONS(most_augmentations=MOST_AUGMENTATIONS, came=shown_value(given)),
        )
        given = []
    read = [
        read_entry("augmentations", one, (*place, index), found) for index, one in enumerate(given)
    ]
    section.plain["augmentations"] = tuple(one for one in read if one is not None)
    for index, one in enumerate(read):
        refusal = None if one is None or section.info is None else one.refuses(section.info)
        if refusal is not None:
            found.error((*place, index), refusal)


def _read_data(
    file: Mapping[str, Any], found: Findings, files: FileStore | None
) -> tuple[Dataset | None, DataInfo | None]:
    if "data" not in file:
        first, kind = next(iter(entries("datasets").items()), ("", None))
        fixes: list[Fix] = []
        if kind is not None:
            fixes = [SetField(title=f"Use {kind.title}", place=["data"], value={"type": first})]
        found.error(("data",), NO_DATA(), fixes=fixes)
        return None, None
    data: Dataset | None = read_entry("datasets", file["data"], ("data",), found, files=files)
    if data is None:
        return None, None
    try:
        info = data.info()
    except (DataError, MissingFile) as problem:
        found.error(("data",), problem.sentence)
        return data, None
    except Exception as problem:
        found.error(
            ("data",),
            DATA_FAILED(data=data.title, name=type(problem).__name__, problem=str(problem)[:200]),
        )
        return data, None
    if info.num_train < 1 or info.num_test < 1:
        _empty(info, found)
        return data, None
    _require(data, found)
    _warn_classes(data, info, found)
    return data, info


def _require(data: Dataset, found: Findings) -> None:
    """Adds a problem where the samples must be downloaded first. Their shapes are known, so the check goes on."""
    try:
        data.require()
    except NotHere as problem:
        fixes = [
            Fetch(title=mend.title, download=mend.download)
            for mend in problem.mends
            if mend.download is not None
        ]
        found.error(("data",), problem.sentence, fixes=fixes)


def _warn_classes(data: Dataset, info: DataInfo, found: Findings) -> None:
    if not info.empty_classes:
        return
    mend = data.without_empty_classes()
    fixes = [] if mend is None else [SetField(title=mend.title, place=["data"], value=mend.replace)]
    found.warn(("data",), NO_SAMPLES(classes=info.empty_classes), fixes=fixes)


def _empty(info: DataInfo, found: Findings) -> None:
    half = "train" if info.num_train < 1 else "test"
    fix = SetField(title="Use the default split", place=["data", "test_fraction"], value=None)
    found.error(
        ("data",),
        EMPTY_HALF(num_train=info.num_train, num_test=info.num_test, half=half),
        fixes=[fix],
    )


def _split_off_val(section: TrainingSection, found: Findings) -> None:
    """Takes the validation split out of the train samples. Warns where early stopping watches the test loss."""
    fraction = float(section.plain.get("val_fraction", 0.0))
    place = (*TRAINING, "val_fraction")
    if section.info is not None:
        whole = section.info.num_train
        info = info_with_val(section.info, fraction)
        if info.num_train >= 1:
            section.info = info
        else:
            fix = SetField(title="Train without a validation split", place=[*place], value=0)
            found.error(place, NOTHING_TO_TRAIN(num=whole, val=info.num_val), fixes=[fix])
    if section.plain["early_stopping"] is not None and not fraction:
        fix = SetField(title="Set val_fraction to 0.2", place=[*place], value=0.2)
        found.warn((*TRAINING, "early_stopping"), WATCHES_TEST(), fixes=[fix])


def _read_entries(training: Mapping[str, Any], section: TrainingSection, found: Findings) -> None:
    """Reads task, loss and optimizer. A missing or null field gets its default, which is also put into ``defaults``."""
    for name, family in ENTRIES.items():
        given = training.get(name)
        if given is None:
            entry = _usual(name, section)
            if entry is not None:
                section.defaults[name] = entry.model_dump(mode="json")
        else:
            entry = read_entry(family, given, (*TRAINING, name), found)
        setattr(section, name, entry)


def _usual(name: str, section: TrainingSection) -> Any:
    if name == "optimizer":
        return parse("optimizers", {"type": "adam"})
    if name == "task" and section.data is not None:
        kinds = [parse("tasks", {"type": name}) for name in section.data.tasks]
        info = section.info
        return next((kind for kind in kinds if info and kind.refuses(info) is None), kinds[0])
    if name == "loss" and section.task is not None:
        return parse("losses", {"type": section.task.usual_loss})
    return None


def _fit_batch(training: Mapping[str, Any], section: TrainingSection) -> None:
    """Where the file has no batch size: the default, or all train samples where there are fewer."""
    if "batch_size" not in training and section.info is not None:
        fitting = min(section.batch_size, section.info.num_train)
        section.plain["batch_size"] = section.defaults["batch_size"] = fitting


def _check_batch(section: TrainingSection, found: Findings) -> None:
    info, batch_size = section.info, section.plain.get("batch_size")
    if info is not None and batch_size is not None and batch_size > info.num_train:
        place = (*TRAINING, "batch_size")
        found.error(
            place,
            BATCH_TOO_LARGE(batch_size=batch_size, num_train=info.num_train),
            fixes=[
                SetField(
                    title=f"Set batch_size to {info.num_train}",
                    place=[*place],
                    value=info.num_train,
                )
            ],
        )
