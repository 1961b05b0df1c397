"""Real kinds of tables: each is read as a person would read it, or refused with a sentence that says what it is."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from tests.uploads.conftest import Upload
from torchground.files.meta import TableMeta
from torchground.uploads import table
from torchground.uploads.answer import Found, Read, Unfit

CASES = Path(__file__).parent / "cases"
N, C, T = "number", "category", "text"
PLANTS = {"length": N, "width": N, "age": N, "species": C}
TWO = {"length": N, "width": N, "species": C}


@dataclass(frozen=True)
class Case:
    """What is right for a file."""

    columns: Mapping[str, str]
    rows: int = 240
    levels: Mapping[str, int] = field(default_factory=dict)
    """How many different values columns have."""
    missing: Mapping[str, int] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    """Columns that are ignored; those of texts are anyway."""
    notes: tuple[str, ...] = ()
    """Codes that must be among notes and findings."""
    first: Mapping[str, float] = field(default_factory=dict)
    """The first numbers of columns."""


def numbered(kinds: str) -> dict[str, str]:
    return {f"column {at + 1}": {"n": N, "c": C}[kind] for at, kind in enumerate(kinds)}


PENGUINS = {
    "column 1": N,
    "species": C,
    "island": C,
    **dict.fromkeys(("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"), N),
    "sex": C,
    "year": N,
}
THREE = {"species": 3}
TAKEN = {
    "t02_semicolon_decimal_comma.csv": Case(
        PLANTS, levels=THREE, first={"length": 7.3, "age": 17.0}
    ),
    "t03_semicolon_decimal_comma_bom_crlf_cp1252.csv": Case(
        {"Länge (cm)": N, "Breite (cm)": N, "Größe": N, "Art": C},
        notes=("table.note.other_encoding",),
    ),
    "t04_utf16_tab_excel.csv": Case(PLANTS, levels=THREE),
    "t06_sep_line_excel.csv": Case(PLANTS, levels=THREE, notes=("table.note.sep_line",)),
    "t08_preamble_title.csv": Case(PLANTS, levels=THREE, notes=("table.note.lines_above",)),
    "t10_rows_trailing_comma.csv": Case(PLANTS, levels=THREE, notes=("table.note.empty_end",)),
    "t12_r_rownames_short_header.csv": Case(
        {"column 1": N, **PLANTS}, ignored=("column 1",), notes=("table.note.row_names",)
    ),
    "t13_pandas_index.csv": Case({"column 1": N, **PLANTS}, ignored=("column 1",)),
    "t14_units_row.csv": Case(PLANTS, levels=THREE, notes=("table.note.rows_below",)),
    "t16_empty_names.csv": Case(
        {"column 1": N, "column 2": N, "column 3": N, "species": C}, notes=("table.note.new_names",)
    ),
    "t17_year_header.csv": Case({"2019": N, "2020": N, "2021": N, "species": C}),
    "t19_currency_dollar.csv": Case(
        {"length": N, "width": N, "price": N},
        first={"price": 191_799.12},
        notes=("table.note.money",),
    ),
    "t20_percent.csv": Case(
        {"share": N, "width": N, "species": C}, first={"share": 73.0}, notes=("table.note.percent",)
    ),
    "t22_thousands_swiss.csv": Case(
        {"laenge": N, "breite": N, "preis": N}, first={"preis": 191_799.12}
    ),
    "t23_units_in_cells.csv": Case(TWO, first={"length": 7.3}, notes=("table.note.unit",)),
    "t24_class_none.csv": Case(
        {"length": N, "width": N, "disorder": C}, levels={"disorder": 3}, missing={"disorder": 0}
    ),
    "t26_class_minus_plus.csv": Case(
        {"length": N, "width": N, "result": C}, levels={"result": 3}, missing={"result": 0}
    ),
    "t27_target_missing.csv": Case(PLANTS, missing={"species": 60}, levels=THREE),
    "t29_sentinel_999.csv": Case(PLANTS, notes=("table.found.sentinel",)),
    "t30_nan_inf_words.csv": Case(
        PLANTS,
        missing={"length": 12, "width": 10, "age": 8},
        notes=("table.note.missing_words", "table.note.never_values"),
    ),
    "t37_booleans.csv": Case(
        {"length": N, "width": N, "flower": C, "poisonous": C},
        levels={"flower": 2, "poisonous": 2},
        notes=("table.note.merged_cases",),
    ),
    "t38_labels_float.csv": Case({"length": N, "width": N, "label": N}, levels={"label": 3}),
    "t41_tab.tsv": Case(PLANTS, levels=THREE),
    "t42_space_separated_uci.data": Case(numbered("nnnc"), levels={"column 4": 3}),
    "t43_no_header_semicolon_dec_comma.csv": Case(numbered("nnn"), first={"column 1": 7.3}),
    "t44_dates_desc_series.csv": Case(
        {"date": T, "close": N}, 400, notes=("table.note.sorted_by_time",)
    ),
    "t45_dates_unsorted_series.csv": Case(
        {"date": T, "temp": N}, 400, notes=("table.note.sorted_by_time",)
    ),
    "t46_series_gaps.csv": Case({"date": T, "temp": N}, 400, missing={"temp": 52}),
    "t47_series_several.csv": Case({"time": T, "inside": N, "outside": N, "humidity": N}, 400),
    "t48_unix_time_precision_minus_offset.csv": Case({"unix_time": N, "noise": N, "signal": N}),
    "t49_target_large_offset.csv": Case(
        {"x": N, "z": N, "pressure_pa": N}, notes=("table.found.digits",)
    ),
    "t50_underscore_ids.csv": Case({"code": T, **TWO}),
    "t52_case_labels.csv": Case(TWO, levels=THREE, notes=("table.note.merged_cases",)),
    "t53_unclosed_quote.csv": Case(PLANTS, levels=THREE, notes=("table.note.stray_quotes",)),
    "t54_inch_marks.csv": Case({"pipe": C, **TWO}, levels={"pipe": 4, **THREE}),
    "t56_ctrl_z_dos_end.csv": Case(PLANTS, levels=THREE, notes=("table.note.ctrl_z",)),
    "t58_mixed_types.csv": Case(
        {"length": N, "width": N, "mixed": C, "species": C}, notes=("table.note.mixed",)
    ),
    "t59_dup_collide.csv": Case({"a": N, "a (3)": N, "a (2)": N, "species": C}),
    "t65_bool_target_numeric_text_10001_classes_id.csv": Case(
        {"id": N, "name": T, **TWO}, ignored=("id",), notes=("table.found.id",)
    ),
    "t66_mac_cr_only.csv": Case(PLANTS, levels=THREE),
    "t67_header_spaces_quotes.csv": Case(TWO, levels=THREE),
    "t69_plus_minus_unicode.csv": Case(
        {"delta": N, "width": N, "species": C}, first={"delta": 7.3}
    ),
    "t71_pandas_dropna_index.csv": Case(
        PENGUINS, 333, ignored=("column 1",), notes=("table.found.sorted_by_class",)
    ),
    "t72_pandas_shuffled_index.csv": Case(PENGUINS, 344, ignored=("column 1",)),
    "t74_worldbank_preamble_years.csv": Case(
        {
            **{"Country Name": T, "Country Code": T, "Indicator Name": C, "Indicator Code": C},
            **{str(year): N for year in range(1990, 2020)},
        },
        60,
        ignored=("Indicator Name", "Indicator Code"),
        notes=("table.note.lines_above", "table.found.constant"),
    ),
    "t76_survey_backslash_quotes.csv": Case(
        {"age": N, "income": N, "comment": C, "vote": C}, 120, ignored=("comment",)
    ),
    "t77_twelve_whole_number_classes.csv": Case({"u": N, "v": N, "month": N}, 600),
    "t81_ames_like_na_means_none.csv": Case(
        {"area": N, "Alley": C, "SalePrice": N}, 400, {"Alley": 3}, {"Alley": 0}
    ),
    "t82_comma_file_quoted_decimal_comma.csv": Case(
        {"Länge": N, "Breite": N, "Art": C}, 200, first={"Länge": 4.55}
    ),
    "t87_nbsp_padded_numbers.csv": Case(TWO, 150, first={"length": 5.01, "width": 3.18}),
    "t91_iris_like.data": Case(numbered("nnnnc"), 150, {"column 5": 3}),
}
REFUSED = {
    "t35_header_only.csv": "has 0 rows of data; at least 10",
    "t57_nul_bytes.csv": "line 141 holds the control character 0x00",
    "t61_html_page.csv": "this is a web page",
    "t62_json_records.csv": "this is JSON",
    "t78_one_bad_byte.csv": "line 152 holds the byte 0xe9",
}


def meta_of(read: Read) -> TableMeta:
    assert isinstance(read.found.meta, TableMeta)
    return read.found.meta


def codes(meta: TableMeta) -> set[str]:
    return {said.code for said in (*meta.notes, *meta.findings)}


@pytest.mark.parametrize("name", TAKEN)
def test_a_table_is_read_as_a_person_would_read_it(name: str) -> None:
    case = TAKEN[name]
    read = table.read(io.BytesIO((CASES / name).read_bytes()))
    meta = meta_of(read)
    assert {column.name: column.kind for column in meta.columns} == dict(case.columns)
    assert meta.rows == case.rows
    by_name = {column.name: column for column in meta.columns}
    assert {name: len(by_name[name].levels) for name in case.levels} == dict(case.levels)
    assert {name: by_name[name].missing for name in case.missing} == dict(case.missing)
    used = {column.name: column for column in meta.columns if column.kind in (N, C)}
    assert {name for name in used if used[name].role == "ignore"} == set(case.ignored)
    assert set(case.notes) <= codes(meta), read.found.notes
    assert read.arrays is not None
    for column, value in case.first.items():
        numbers = read.arrays[f"n{list(by_name).index(column)}"]
        assert numbers[0] == pytest.approx(value)
    assert all(note[:1].isalnum() or note[0] in "“-" for note in read.found.notes)


@pytest.mark.parametrize("name", TAKEN)
def test_the_recipe_reads_the_same_file_the_same_way(name: str) -> None:
    content = (CASES / name).read_bytes()
    first = table.read(io.BytesIO(content))
    again = table.read(io.BytesIO(content), meta_of(first).recipe)
    assert meta_of(again).columns == meta_of(first).columns
    assert first.arrays is not None
    assert again.arrays is not None
    assert first.arrays.keys() == again.arrays.keys()
    for array, numbers in first.arrays.items():
        assert np.array_equal(numbers, again.arrays[array], equal_nan=numbers.dtype.kind == "f")
    assert meta_of(again).recipe == meta_of(first).recipe


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_with_what_it_is(name: str) -> None:
    with pytest.raises(Unfit, match=REFUSED[name]):
        table.read(io.BytesIO((CASES / name).read_bytes()))


def test_every_case_has_its_right_answer() -> None:
    there = {path.name for path in CASES.iterdir()} - {"README.md"}
    assert there == TAKEN.keys() | REFUSED.keys()


@pytest.mark.parametrize(
    "name",
    [
        "t03_semicolon_decimal_comma_bom_crlf_cp1252.csv",
        "t45_dates_unsorted_series.csv",
        "t53_unclosed_quote.csv",
        "t71_pandas_dropna_index.csv",
        "t76_survey_backslash_quotes.csv",
    ],
)
def test_the_jail_reads_the_same(name: str, upload: Upload) -> None:
    """What is loaded late could not be loaded there."""
    content = (CASES / name).read_bytes()
    _, answer = upload("table", content)
    assert isinstance(answer, Found), answer
    assert answer.meta == table.read(io.BytesIO(content)).found.meta


# ---- cases that are made here, because their files are large -------------------------------------------


def test_many_classes_and_many_towns_are_left_out_with_a_note() -> None:
    rows = [f"{i % 97},{i % 89},P{i % 250:03}" for i in range(5_000)]
    meta = meta_of(table.read(io.BytesIO("\n".join(["u,v,part", *rows]).encode())))
    assert meta.columns[2].kind == "text"
    assert meta.columns[2].different == 250
    note = next(note for note in meta.notes if note.column == "part")
    assert note.code == "table.note.too_many_values"


def test_nine_hundred_columns_are_taken() -> None:
    rng = np.random.default_rng(1)
    body = [",".join(f"{v:.3f}" for v in row) for row in rng.normal(size=(60, 900))]
    names = ",".join(f"x{i}" for i in range(900))
    meta = meta_of(table.read(io.BytesIO("\n".join([names, *body]).encode())))
    assert len(meta.columns) == 900
    assert {column.kind for column in meta.columns} == {N}


def test_row_names_that_are_sorted_by_the_target_are_ignored() -> None:
    numbers = [*range(85, 145), *range(4, 44)]
    body = [f"{n},{int(i >= 60)},{20 + i % 9},{i % 7}" for i, n in enumerate(numbers)]
    meta = meta_of(table.read(io.BytesIO("\n".join([",low,age,race", *body]).encode())))
    assert meta.columns[0].role == "ignore"
    assert meta.findings[0].kind == "row number"


def test_empty_rows_are_left_out_and_their_lines_are_said() -> None:
    rows = ["Report,,", ",,", "x,y,kind", *[f"{n},{n / 7:.3f},{'ab'[n % 2]}" for n in range(20)]]
    rows[9:9] = [",,", ' ,"",', ""]
    found = table.read(io.BytesIO("\n".join([*rows, ",,", ""]).encode()))
    meta = meta_of(found)
    assert (meta.rows, [column.name for column in meta.columns]) == (20, ["x", "y", "kind"])
    [note] = [note for note in meta.notes if note.code == "table.note.hollow"]
    assert (note.count, note.lines) == (3, [10, 11, 27])


def test_a_first_row_of_numbers_in_any_writing_is_data() -> None:
    rows = ["\u22122;7 cm"] * 3 + ["0;5 cm", "1;9 cm"] * 10
    meta = meta_of(table.read(io.BytesIO("\n".join(rows).encode())))
    assert meta.rows == 23
