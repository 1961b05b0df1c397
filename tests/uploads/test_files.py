"""Bad files cost nothing and are refused with place and reason; good ones are read as a person would read them."""

# ruff: noqa: E501  each bad file is one line

from __future__ import annotations

import io
import re
import resource
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from PIL import Image

from tests.uploads.conftest import Upload, names
from torchground.files.meta import ImagesMeta, TableMeta
from torchground.uploads.answer import Found, Refusal
from torchground.uploads.limits import LIMITS


def picture(size: tuple[int, int] = (12, 10), kind: str = "PNG", shade: int = 90) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (shade, 255 - shade, 30)).save(made, kind)
    return made.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A small file with the header of a picture as large as you like."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1_000)), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def zipped(files: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


GOOD = {f"{name}/{i}.png": picture(shade=i * 20) for name in ("cat", "dog") for i in range(4)}


def with_link() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        entry = zipfile.ZipInfo("cat/link.png")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return made.getvalue()


def overlapping() -> bytes:
    """Two entries of the list lie on the same bytes."""
    data = bytearray(zipped(dict(list(GOOD.items())[:2])))
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def many_entries() -> bytes:
    data = bytearray(zipped(GOOD))
    end = data.rfind(b"PK\x05\x06")
    data[end + 10 : end + 12] = struct.pack("<H", 60_000)
    return bytes(data)


def with_nul() -> bytes:
    data = zipped({**GOOD, "cat/aXb.png": picture()})
    return data.replace(b"cat/aXb.png", b"cat/a\0b.png")


def locked() -> bytes:
    data = bytearray(zipped(GOOD))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


@dataclass
class Bad:
    name: str
    kind: str
    content: Callable[[], bytes]
    said: str


ZEROS = b"\0" * 2_000_000
BAD = [
    # ---- zips
    Bad("bomb", "images", lambda: zipped({"a/0.png": ZEROS}, zipfile.ZIP_DEFLATED), r"unpacks to [\d,]+ times its size; at most 100"),
    Bad("archive inside", "images", lambda: zipped({**GOOD, "cat/x.zip": zipped(GOOD)}), "archive inside the archive"),
    Bad("disguised archive", "images", lambda: zipped({**GOOD, "cat/x.png": zipped(GOOD)}), "archive inside the archive"),
    Bad("overlap", "images", overlapping, "lies over another one"),
    Bad("link", "images", with_link, "is a link or a device"),
    Bad("absolute", "images", lambda: zipped({"/etc/x.png": picture()}), "absolute name"),
    Bad("drive", "images", lambda: zipped({"C:/x/x.png": picture()}), "absolute name"),
    Bad("leads out", "images", lambda: zipped({"../a/x.png": picture()}), "leads out of the archive"),
    Bad("leads out backwards", "images", lambda: zipped({"a\\..\\..\\x.png": picture()}), "leads out"),
    Bad("NUL", "images", with_nul, "leads out of the archive|broken"),
    Bad("upper and lower", "images", lambda: zipped({**GOOD, "CAT/0.png": picture()}), "twice"),
    Bad("60,000 entries", "images", many_entries, r"lists 60,000 files; at most 5,000"),
    Bad("5,001 entries", "images", lambda: zipped({f"a/{i}": b"" for i in range(5_001)}), "5,001 files; at most 5,000"),
    Bad("locked", "images", locked, "password"),
    Bad("bzip2", "images", lambda: zipped(GOOD, zipfile.ZIP_BZIP2), "unusual way"),
    Bad("cut off", "images", lambda: zipped(GOOD)[:-40], "cut off or broken"),
    Bad("broken inside", "images", lambda: zipped(GOOD).replace(picture(shade=0)[20:40], b"x" * 20), "cannot be unpacked"),
    Bad("no zip", "images", lambda: b"\xff\xd8\xff\xe0 a lonely picture", "this is a JPEG picture; upload a zip"),
    Bad("empty zip", "images", lambda: zipped({}), "no pictures"),
    # ---- pictures
    Bad("10^8 pixels", "images", lambda: zipped({**GOOD, "cat/x.png": png_that_says(10_000, 10_000)}), r"at most 16,777,216 \(4,096×4,096\)"),
    Bad("2^62 pixels", "images", lambda: zipped({**GOOD, "cat/x.png": png_that_says(2**31 - 1, 2**31 - 1)}), "at most 16,777,216|cannot be read"),
    Bad("just too large", "images", lambda: zipped({**GOOD, "cat/x.png": png_that_says(4_096, 4_097)}), "has 16,781,312 pixels; at most 16,777,216"),
    Bad("no pictures in it", "images", lambda: zipped({f"{c}/{i}.png": b"hello there" for c in "abc" for i in range(3)}), "9 of 9 files cannot be read as pictures"),
    Bad("SVG", "images", lambda: zipped({f"{c}/{i}.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>" for c in "ab" for i in range(3)}), "PNG, JPEG, WebP, GIF and BMP"),
    Bad("no folder", "images", lambda: zipped({"x.png": picture()}), "lies in no folder"),
    Bad("one class", "images", lambda: zipped({f"a/{i}.png": picture() for i in range(4)}), "all pictures lie in one folder, 'a'"),
    Bad("one picture of a class", "images", lambda: zipped({**GOOD, "cow/0.png": picture()}), "the folder 'cow' holds one picture"),
    # ---- tables
    Bad("empty table", "table", lambda: b" \n\n", "the file is empty"),
    Bad("huge cell", "table", lambda: b"a,b\n1," + b"x" * 70_000 + b"\n" + b"1,2\n" * 20, "a cell in line 2 has more than 65,536 characters"),
    Bad("one cell of 20 MB", "table", lambda: b'a,b\n"' + b"x" * 20_000_000, "a cell in line 2 has more than 65,536"),
    Bad("million columns", "table", lambda: (b",".join([b"1"] * 1_000_000) + b"\n") * 3, "1,000,000 columns; at most 1,000"),
    Bad("only wide", "table", lambda: (b",".join([b"1"] * 1_001) + b"\n") * 12, "1,001 columns; at most 1,000"),
    Bad("too many rows", "table", lambda: b"1,2\n" * 200_001, "more than 200,000 rows"),
    Bad("uneven", "table", lambda: b"a,b\n" + b"1,2\n" * 20 + b"1,2,3\n" * 20, "line 22 has 3 cells, the others 2"),
    Bad("few rows", "table", lambda: b"a,b\n1,2\n", "has 1 row of data; at least 10"),
    Bad("only texts", "table", lambda: b"\n".join(b"%d x %d,y%dz" % (i, i, i) for i in range(60)), "no column holds numbers"),
    Bad("NaN only", "table", lambda: b"a,b\n" + b"nan,NaN\n" * 20, "no column holds numbers"),
    Bad("NUL", "table", lambda: b"a,b\n1,2\n1,\0\n" + b"1,2\n" * 20, "line 3 holds the control character 0x00"),
    Bad("not quite UTF-8", "table", lambda: "größe,über\n".encode() + b"1,\xff\n" + "é,2\n".encode() * 30, "line 2 holds the byte 0xff"),
    Bad("neither", "table", lambda: b"a,b\n1,\x81\x8d\n" + b"1,2\n" * 20, "line 2 is neither UTF-8 nor Windows-1252"),
    Bad("half UTF-16", "table", lambda: "a,b\n1,2\n".encode("utf-16") + b"x", "neither UTF-8 nor UTF-16"),
    Bad("workbook", "table", lambda: zipped({"xl/workbook.xml": b"<x/>"}), "the workbook cannot be read"),
    Bad("pickle", "table", lambda: b"\x80\x04\x95\x00", "a pickle, which is never opened"),
    # ---- texts
    Bad("one character", "text", lambda: b"a", "has 1 character; at least 100"),
    Bad("blank text", "text", lambda: b" \n" * 500, "the file is empty"),
    Bad("one letter", "text", lambda: b"a" * 500, "'a' over and over"),
    Bad("binary text", "text", lambda: bytes(range(256)) * 4, "is no text|neither|control"),
    Bad("PDF", "text", lambda: b"%PDF-1.7 ...", "this is a PDF; save it as plain text"),
    Bad("too long", "text", lambda: b"ab " * 1_700_000, "has 5,100,000 characters; at most 5,000,000"),
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.kind} {bad.name}")
def test_a_bad_file_is_refused_with_place_and_reason(bad: Bad, upload: Upload) -> None:
    content = bad.content()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _, answer = upload(bad.kind, content)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert isinstance(answer, Refusal), answer
    assert re.search(bad.said, answer.sentence), answer.sentence
    assert answer.place
    assert grown < 20_000, f"reading it cost this process {grown} kB"
    assert not names(upload.files), "something of it was kept"


# ---- what is fine ------------------------------------------------------------------------------------


def taken(answer: Found | Refusal) -> Found:
    assert isinstance(answer, Found), answer
    return answer


def table_of(answer: Found | Refusal) -> TableMeta:
    meta = taken(answer).meta
    assert isinstance(meta, TableMeta)
    return meta


@pytest.mark.parametrize(
    ("encoding", "told", "delimiter"),
    [
        ("utf-8", "UTF-8", ","),
        ("utf-8-sig", "UTF-8", ";"),
        ("utf-16", "UTF-16", "\t"),
        ("utf-16-le", "UTF-16", ","),
        ("utf-32", "UTF-32", ","),
        ("latin-1", "Latin-1", "|"),
        ("cp1252", "Windows-1252", ";"),
    ],
)
def test_a_table_is_read_however_it_is_written(
    upload: Upload, encoding: str, told: str, delimiter: str
) -> None:
    rows = [["größe", "art", "wert"]] + [
        [str(i), "ÄB"[i % 2], f'"{i}{delimiter}5"' if i == 3 else f"{i}.5"] for i in range(30)
    ]
    rows[1][2] = '"€"' if encoding == "cp1252" else "0.5"
    text = "\r\n".join(delimiter.join(row) for row in rows)
    answer = taken(upload("table", text.encode(encoding))[1])
    meta = table_of(answer)
    assert [column.name for column in meta.columns] == ["größe", "art", "wert"]
    assert [column.kind for column in meta.columns[:2]] == ["number", "category"]
    assert meta.columns[1].levels == ["B", "Ä"]
    assert meta.rows == 30
    assert answer.preview.about["encoding"] == told
    is_guess = not told.startswith("UTF")
    assert any(f"was read as {told}" in note for note in answer.notes) is is_guess
    assert meta.columns[0].role == "ignore", "it only counts the rows"


def test_a_table_in_another_script_is_read_in_its_encoding(upload: Upload) -> None:
    names = ["Иван", "Мария", "Ольга"]
    rows = ["Имя;Город;Возраст"] + [f"{names[i % 3]};Москва;{i}" for i in range(30)]
    answer = taken(upload("table", "\n".join(rows).encode("cp1251"))[1])
    meta = table_of(answer)
    assert [column.name for column in meta.columns] == ["Имя", "Город", "Возраст"]
    assert meta.columns[0].levels == names
    assert answer.preview.about["encoding"] == "Windows-1251"
    assert "was read as Windows-1251" in answer.notes[0]


def test_decimal_commas_thousands_and_missing_values(upload: Upload) -> None:
    values = [
        "1,5",
        "1.234,5",
        "",
        "n/a",
        "NaN",
        "-3,25",
        "?",
        "7",
        "0,5",
        "1e3",
        "2",
        "x",
        *(["1,25"] * 30),
    ]
    key, answer = upload("table", "a;b\n" + "\n".join(f"{v};{i % 3}" for i, v in enumerate(values)))
    meta = table_of(answer)
    assert meta.columns[0].kind == "number"
    assert meta.columns[0].missing == 5
    assert "1 cells are no numbers" in taken(answer).notes[0]
    (numbers,) = upload.files.arrays(key, "table", "n0")
    assert numbers[:2].tolist() == [1.5, 1234.5]
    assert np.isnan(numbers[[2, 3, 4, 6, 11]]).all()
    assert numbers[[5, 7, 9]].tolist() == [-3.25, 7, 1000]


def test_a_table_without_names_gets_some_and_double_names_are_told_apart(upload: Upload) -> None:
    meta = table_of(upload("table", "\n".join(f"{i * i},{i % 2}" for i in range(20)))[1])
    assert [column.name for column in meta.columns] == ["column 1", "column 2"]
    assert meta.rows == 20
    rows = "\n".join(f"{i * i},{i % 2},3" for i in range(20))
    meta = table_of(upload("table", f"a,a,\n{rows}")[1])
    assert [column.name for column in meta.columns] == ["a", "a (2)", "column 3"]


def test_a_few_broken_rows_are_left_out_and_named(upload: Upload) -> None:
    rows = [f"{i * i},{i % 2}" for i in range(40)]
    rows[4] = "1,2,3"
    answer = taken(upload("table", "a,b\n" + "\n".join(rows))[1])
    assert table_of(answer).rows == 39
    assert answer.notes == ["left out because they are not 2 cells wide: line 6"]


def test_numbers_beyond_all_measure_count_as_missing(upload: Upload) -> None:
    rows = "\n".join(
        f"{v},{i % 2}" for i, v in enumerate(["1e308", "inf", *map(str, range(0, 60, 2))])
    )
    answer = taken(upload("table", f"a,b\n{rows}")[1])
    assert table_of(answer).columns[0].missing == 2
    assert "beyond" in answer.notes[0]


def test_pictures_of_every_format_become_equally_large(upload: Upload) -> None:
    files = {
        f"set/{name}/{kind}.x": picture((20 + i, 30), kind)
        for name in ("cat", "dog")
        for i, kind in enumerate(("PNG", "JPEG", "WEBP", "GIF", "BMP"))
    }
    files |= {"__MACOSX/set/cat/._PNG.x": b"?", "set/cat/.DS_Store": b"?", "set/dog/read.me": b"?"}
    key, answer = upload("images", zipped(files, zipfile.ZIP_DEFLATED))
    meta = taken(answer).meta
    assert isinstance(meta, ImagesMeta)
    assert (meta.count, meta.classes, meta.counts, meta.size) == (10, ["cat", "dog"], [5, 5], 30)
    assert taken(answer).notes[0].startswith("'set/dog/read.me' was left out")
    pictures, labels = upload.files.arrays(key, "images", "pictures", "labels")
    assert pictures.shape == (10, 3, 30, 30)
    assert sorted(labels.tolist()) == [0] * 5 + [1] * 5
    assert np.abs(pictures.mean(axis=(2, 3)).astype(float) - [90, 165, 30]).max() < 12


def test_pixels_of_equally_large_pictures_are_kept_as_they_are(upload: Upload) -> None:
    drawn = np.random.default_rng(0).integers(0, 256, (6, 28, 28)).astype(np.uint8)
    files = {}
    for index, pixels in enumerate(drawn):
        made = io.BytesIO()
        Image.fromarray(pixels).save(made, "PNG")
        files[f"{index % 2}/{index}.png"] = made.getvalue()
    key, _ = upload("images", zipped(files))
    pictures, _ = upload.files.arrays(key, "images", "pictures", "labels")
    assert pictures[:, 0].tobytes() == drawn[[0, 2, 4, 1, 3, 5]].tobytes()


def test_many_pictures_are_kept_within_the_limit(upload: Upload) -> None:
    small = picture((200, 200), "JPEG")
    files = {f"{'ab'[i % 2]}/{i}.jpg": small for i in range(2_000)}
    meta = taken(upload("images", zipped(files))[1]).meta
    assert isinstance(meta, ImagesMeta)
    assert meta.size == 96
    assert 3 * meta.size**2 * meta.count <= LIMITS.picture_bytes


def test_a_text_is_kept_with_plain_line_ends(upload: Upload) -> None:
    key, answer = upload("text", "Äpfel und\r\nBirnen\r" * 20)
    meta = upload.files.text(key)
    assert (meta.characters, meta.num_words) == (len("Äpfel und\nBirnen\n") * 20, 60)
    assert meta.words == ["Birnen", "und", "Äpfel"]
    (data,) = upload.files.arrays(key, "text", "text")
    assert data.tobytes().decode().startswith("Äpfel und\nBirnen\n")
    assert taken(answer).preview.lines[:2] == ["Äpfel und", "Birnen"]
