"""CSV table: rows of a file that a person uploaded."""

from dataclasses import replace
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import UsesFiles, ui
from torchground.catalogue.bases.samples import DataError, DataInfo, InputColumn, Samples, Split
from torchground.catalogue.bases.splitting import split_sizes
from torchground.catalogue.datasets.sources import columns
from torchground.catalogue.datasets.sources.columns import Chosen, Predict
from torchground.files.meta import FILE, TableMeta
from torchground.words import template

NO_TABLE_UPLOADED_YET = template(
    "csv_table.no_table_uploaded_yet",
    "no table was uploaded yet; upload a CSV file",
)
ROWS_LEFT_WITHOUT_MISSING = template(
    "csv_table.rows_left_without_missing",
    "{rows} of {total:,} rows are left without missing values; fill gaps with the mean instead, or "
    "ignore the columns that have them",
)
CLASS_OF_ONE = template(
    "csv_table.class_of_one",
    "the class {class_name:quoted} of {column:quoted} has one row; each class needs two or more, to train with "
    "and to test, so add more rows of it or take it out",
)
ONLY_CLASS_LEFT_ANOTHER = template(
    "csv_table.only_class_left_another",
    "only one class of {column:quoted} is left; choose another target or keep more rows",
)


class CsvTable(UsesFiles, Dataset):
    """Your own table, from a CSV file: each row is a sample, one column is what the network must predict, and the
    others are its inputs. Words become inputs of 0 and 1, one for each different word.

    Columns whose text differs in nearly every row (names, sentences) are never used.
    """

    title: ClassVar[str] = "Your table (CSV)"
    aliases = (
        "CSV",
        "Table",
        "Tabular",
        "Spreadsheet",
        "Upload",
        "Own data",
    )
    group: ClassVar[str] = "Your own"
    order: ClassVar[int] = 520
    needs: ClassVar[str] = "table"
    tasks: ClassVar[tuple[str, ...]] = ("classification", "regression", "reconstruction")
    source: ClassVar[str] = "Your own file"
    type: Literal["csv_table"] = "csv_table"

    file: str = Field("", pattern=FILE, json_schema_extra={"ui": {"file": "table"}})
    """Which uploaded table: the hash of its content."""

    target: str = Field("", max_length=120, json_schema_extra={"ui": {"column": "target"}})
    """The column that the network must predict; empty takes the most likely one."""

    ignore: list[str] = Field([], max_length=1_000, json_schema_extra={"ui": {"column": "ignore"}})
    """Columns that the network does not see."""

    predict: Predict = Field(
        "auto",
        json_schema_extra=ui(
            choices={"auto": "what suits the column", "classes": "classes", "numbers": "numbers"}
        ),
    )
    """Whether the target is one of a few classes or a number. Whole numbers with ten or fewer different values are
    taken as classes unless you choose otherwise."""

    missing: Literal["mean", "drop", "zero"] = Field(
        "mean",
        json_schema_extra=ui(
            choices={"mean": "mean of the train half", "drop": "leave the row out", "zero": "zero"}
        ),
    )
    """What replaces a missing value. Rows without a target are always left out."""

    scale: Literal["standardize", "none"] = Field(
        "standardize",
        json_schema_extra=ui(choices={"standardize": "mean 0, deviation 1", "none": "as they are"}),
    )
    """Whether each input is standardized to mean 0 and standard deviation 1 over the train half. Columns in different
    units then weigh the same."""

    test_fraction: float = Field(0.25, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the rows that is kept away from training and only measured."""

    seed: int = Field(1, ge=0, le=2**31 - 1)
    """Draws which rows train and which test: the same seed gives the same halves."""

    def info(self) -> DataInfo:
        table, pick = self._picked()
        if pick.classes:
            sizes = [size for size in self._class_sizes(pick) if size]
            names = [name for name, _ in self._classes(table, pick)]
            train, test = split_sizes(sum(sizes), self.test_fraction, len(names))
        else:
            names, rows = [], int(self._rows(pick).sum())
            train, test = split_sizes(rows, self.test_fraction)
        features = columns.feature_names(table, pick.features)
        return DataInfo(
            shape=(len(features),),
            num_train=train,
            num_test=test,
            classes=names,
            features=features,
            target=table.columns[pick.target].name,
        )

    def input_columns(self) -> list[InputColumn]:
        table, pick = self._picked()
        chosen = [table.columns[at] for at in pick.features]
        return [
            InputColumn(name=one.name, levels=one.levels if one.kind == "category" else [])
            for one in chosen
        ]

    def samples(self) -> Samples:
        """All usable rows. Missing values are NaN if they are to be replaced by the mean of the train half."""
        rows = self._samples(None)
        is_number = rows.targets.dtype == np.float64
        return Samples(rows.inputs, rows.targets.astype(np.float32) if is_number else rows.targets)

    def _exact_samples(self) -> Samples:
        return self._samples(self._shifts())

    def _shifts(self) -> Any:
        """What is taken off each input before it is rounded [inputs]; None where inputs stay as they are."""
        if self.scale != "standardize":
            return None
        table, pick = self._picked()
        rows, zero = self._rows(pick), self.missing == "zero"
        return columns.means(self.files, self.file, table, pick.features, rows, zero_gaps=zero)

    def _samples(self, shifts: Any) -> Samples:
        """All usable rows; targets that are numbers in double precision."""
        table, pick = self._picked()
        rows = self._rows(pick)
        inputs = columns.inputs(
            self.files,
            self.file,
            table,
            pick.features,
            rows,
            shifts=shifts,
            zero_gaps=self.missing == "zero",
        )
        (target,) = self.files.arrays(self.file, "table", pick.array_of_target())
        if not pick.classes:
            return Samples(inputs, target[rows][:, None])
        number = np.full(len(table.columns[pick.target].levels), -1, np.int64)
        for new, (_, level) in enumerate(self._classes(table, pick)):
            number[level] = new
        return Samples(inputs, number[target[rows]])

    def split(self) -> Split:
        split = self._split(
            standardize=self.scale == "standardize",
            standardize_targets=not self._picked()[1].classes,
        )
        shifts = self._shifts()
        if split.input_mean is None or shifts is None:
            return split
        return replace(split, input_mean=split.input_mean + shifts)

    def _picked(self) -> tuple[TableMeta, Chosen]:
        if not self.file:
            raise DataError(NO_TABLE_UPLOADED_YET())
        table = self.files.table(self.file)
        pick = columns.chosen(table, self.target, self.ignore, self.predict)
        self._check(table, pick)
        return table, pick

    def _check(self, table: TableMeta, pick: Chosen) -> None:
        rows, name = int(self._rows(pick).sum()), table.columns[pick.target].name[:60]
        if rows < 4:
            raise DataError(ROWS_LEFT_WITHOUT_MISSING(rows=rows, total=table.rows))
        if not pick.classes:
            return
        few = [c for c, level in self._classes(table, pick) if self._class_sizes(pick)[level] < 2]
        if few:
            raise DataError(CLASS_OF_ONE(class_name=few[0], column=name))
        if len(self._classes(table, pick)) < 2:
            raise DataError(ONLY_CLASS_LEFT_ANOTHER(column=name))

    def _rows(self, pick: Chosen) -> columns.Mask:
        version = self.files.version(self.file, "table")
        return columns.usable(self.files, self.file, version, pick, self.missing == "drop")

    def _class_sizes(self, pick: Chosen) -> tuple[int, ...]:
        version = self.files.version(self.file, "table")
        return columns.class_sizes(self.files, self.file, version, pick, self.missing == "drop")

    def _classes(self, table: TableMeta, pick: Chosen) -> list[tuple[str, int]]:
        """The classes that have rows, each with its level number in the table."""
        sizes = self._class_sizes(pick)
        names = table.columns[pick.target].levels
        return [(name, level) for level, name in enumerate(names) if sizes[level]]
