"""CSV series: one column of a file that a person uploaded, as measurements in time."""

from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import UsesFiles, ui
from torchground.catalogue.bases.samples import DataError, DataInfo, Samples, Split
from torchground.catalogue.datasets.sources import columns
from torchground.catalogue.datasets.sources.timeline import cut, num_windows
from torchground.files.meta import FILE, TableMeta
from torchground.words import template

NO_SERIES_UPLOADED_YET = template(
    "csv_series.no_series_uploaded_yet",
    "no series was uploaded yet; upload a CSV file",
)
COLUMN_HOLDS_NO_NUMBERS = template(
    "csv_series.column_holds_no_numbers",
    "the column {name:quoted} holds no numbers; choose another one",
)
COLUMN_TIME_NOTHING_LEARN = template(
    "csv_series.column_time_nothing_learn",
    "the column {name:quoted} is {low:g} all the time; there is nothing to learn",
)
TOO_SHORT = template(
    "csv_series.too_short",
    "the series has {rows:,} values; a window of {window} and a horizon of {horizon} need {needed:,}, so "
    "choose a window of at most {most}",
)
NO_COLUMN_TABLE_HOLDS = template(
    "csv_series.no_column_table_holds",
    "no column of the table holds numbers; upload another one",
)


class CsvSeries(UsesFiles, Dataset):
    """Your own measurements in time, from a column of a CSV file: the rows must be in the order of time. The network
    sees a window of them and must predict a later value. Gaps are filled by straight lines.

    The test half is the last part of the time, and no test window overlaps with the train half. All values are
    standardized so that the train half has mean 0 and standard deviation 1.
    """

    title: ClassVar[str] = "Your series (CSV)"
    aliases: ClassVar[tuple[str, ...]] = ("Time series",)
    group: ClassVar[str] = "Your own"
    order: ClassVar[int] = 530
    needs: ClassVar[str] = "table"
    tasks: ClassVar[tuple[str, ...]] = ("regression",)
    source: ClassVar[str] = "Your own file"
    type: Literal["csv_series"] = "csv_series"

    seed: ClassVar[int] = 0  # type: ignore[misc]  # nothing is drawn

    file: str = Field("", pattern=FILE, json_schema_extra={"ui": {"file": "table"}})
    """Which uploaded table: the hash of its content."""

    column: str = Field("", max_length=120, json_schema_extra={"ui": {"column": "number"}})
    """The column that holds the measurements; empty takes the last one that holds numbers."""

    window: int = Field(40, ge=2, le=500, json_schema_extra=ui(low=5, high=100))
    """How many past measurements the network sees."""

    horizon: int = Field(1, ge=1, le=500, json_schema_extra=ui(high=50))
    """How many steps ahead the value is that it must predict."""

    test_fraction: float = Field(0.25, ge=0.05, le=0.9, json_schema_extra=ui(low=0.1, high=0.9))
    """The part of the time, at its end, that is kept away from training and only measured."""

    def info(self) -> DataInfo:
        name, length, reach = self._measured()
        before = cut(length, self.test_fraction, reach)
        steps = "next value" if self.horizon == 1 else f"value {self.horizon} steps ahead"
        return DataInfo(
            shape=(self.window, 1),
            num_train=num_windows(before, reach, 1),
            num_test=num_windows(length - before, reach, 1),
            overlap=reach,
            target=f"{name}: {steps}",
        )

    def samples(self) -> Samples:
        """The windows of both halves, in the order of time and in the units of the file."""
        values, before = self._values()
        halves = [self._windows(values[:before]), self._windows(values[before:])]
        return Samples(
            np.concatenate([half.inputs for half in halves]),
            np.concatenate([half.targets for half in halves]),
        )

    def split(self) -> Split:
        """The first part is for training and the last part is for the test, both in the order of time."""
        values, before = self._values()
        mean, std = float(values[:before].mean()), float(values[:before].std()) or 1.0
        scaled = (values - mean) / std
        return Split(
            train=self._windows(scaled[:before]),
            test=self._windows(scaled[before:]),
            target_mean=mean,
            target_std=std,
        )

    def _measured(self) -> tuple[str, int, int]:
        """The name of the column, the number of its values, and the reach: the length of a window and its target
        together, minus one. Raises ``DataError``."""
        if not self.file:
            raise DataError(NO_SERIES_UPLOADED_YET())
        table, reach = self.files.table(self.file), self.window + self.horizon - 1
        column = table.columns[self._index(table)]
        if column.kind != "number":
            raise DataError(COLUMN_HOLDS_NO_NUMBERS(name=column.name))
        if column.low == column.high:
            raise DataError(COLUMN_TIME_NOTHING_LEARN(name=column.name, low=column.low))
        if table.rows < 2 * reach + 2:
            raise DataError(
                TOO_SHORT(
                    rows=table.rows,
                    window=self.window,
                    horizon=self.horizon,
                    needed=2 * reach + 2,
                    most=max(2, table.rows // 2 - self.horizon),
                )
            )
        return column.name, table.rows, reach

    def _index(self, table: TableMeta) -> int:
        if self.column:
            return columns.found(table, self.column)
        numbers = [index for index, column in enumerate(table.columns) if column.kind == "number"]
        if not numbers:
            raise DataError(NO_COLUMN_TABLE_HOLDS())
        return numbers[-1]

    def _values(self) -> tuple[Any, int]:
        """The series [length] with its gaps filled, and the length of its train half."""
        _, length, reach = self._measured()
        (values,) = self.files.arrays(
            self.file, "table", f"n{self._index(self.files.table(self.file))}"
        )
        there, time = ~np.isnan(values), np.arange(length)
        whole = np.interp(time, time[there], values[there])
        return whole, cut(length, self.test_fraction, reach)

    def _windows(self, values: Any) -> Samples:
        reach = self.window + self.horizon - 1
        starts = np.arange(num_windows(len(values), reach, 1))
        inputs = values[starts[:, None] + np.arange(self.window)]
        targets = values[starts + reach]
        return Samples(inputs[:, :, None].astype(np.float32), targets[:, None].astype(np.float32))
