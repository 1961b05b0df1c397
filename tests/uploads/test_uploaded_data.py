"""Data sets that use an uploaded file keep what every set keeps: halves that fit the info, same fields same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.uploads.conftest import Upload
from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entries import parse
from torchground.catalogue.bases.samples import DataError, Split
from torchground.files.store import MissingFile, name_of
from torchground.network.check.checking import check
from torchground.uploads.answer import Found
from torchground.uploads.suggesting import suggested

ROWS = 60
TABLE = "id,size,kind,grade,price,word,const\n" + "\n".join(
    f"{i + 1},{'' if i % 10 == 0 else i % 7},{['red', 'green', 'blue', ''][i % 4]},{i % 3},{i * 0.75 - 3},w{i},5"
    for i in range(ROWS)
)
TEXT = "the quick brown fox jumps over the lazy dog. " * 60


def pictures(size: int = 16, count: int = 12) -> bytes:
    made, rng = io.BytesIO(), np.random.default_rng(1)
    with zipfile.ZipFile(made, "w") as archive:
        for index in range(count):
            one = io.BytesIO()
            pixels = rng.integers(0, 256, (size, size, 3)).astype(np.uint8)
            Image.fromarray(pixels).save(one, "PNG")
            archive.writestr(f"{'ab'[index % 2]}/{index}.png", one.getvalue())
    return made.getvalue()


def dataset(upload: Upload, **fields: Any) -> Dataset:
    found: Dataset = parse("datasets", fields, upload.files)
    return found


def as_bytes(split: Split) -> list[bytes]:
    return [a.tobytes() for half in (split.train, split.test) for a in (half.inputs, half.targets)]


def holds(upload: Upload, data: Dataset) -> Split:
    """What every data set promises."""
    info, split = data.info(), data.split()
    for half, count in ((split.train, info.num_train), (split.test, info.num_test)):
        assert half.inputs.shape == (count, *info.shape)
        assert half.inputs.dtype == (np.int64 if info.is_tokens else np.float32)
        assert np.isfinite(half.inputs).all()
        assert count > 0
        if info.token_targets:
            assert half.targets.shape == half.inputs.shape
            assert half.targets.max() < len(info.vocab)
        elif info.classes:
            assert set(half.targets.tolist()) == set(range(len(info.classes)))
        else:
            assert half.targets.shape == (count, 1)
            assert half.targets.dtype == np.float32
            assert np.isfinite(half.targets).all()
    assert len(info.features) in (0, info.shape[0])
    again = parse("datasets", data.model_dump(mode="json"), upload.files)
    assert as_bytes(split) == as_bytes(again.split())
    samples = data.samples()
    assert len(samples) == len(split.train) + len(split.test)
    return split


def test_a_table_is_used_in_every_way(upload: Upload) -> None:
    key, answer = upload("table", TABLE)
    assert isinstance(answer, Found)
    (first, series) = suggested(key, answer.meta)
    assert first == {"type": "csv_table", "file": key, "target": "price", "ignore": ["id", "const"]}
    assert series["column"] == "const"
    for missing in ("mean", "drop", "zero"):
        for scale in ("standardize", "none"):
            for target in ("kind", "grade", "price"):
                fields = {"target": target, "missing": missing, "scale": scale, "ignore": ["id"]}
                split = holds(upload, dataset(upload, type="csv_table", file=key, **fields))
                if scale == "standardize":
                    assert np.abs(split.train.inputs.mean(axis=0)).max() < 1e-5
    info = dataset(upload, type="csv_table", file=key, target="price", ignore=["id"]).info()
    assert info.features == [
        "size",
        *(f"kind = {c}" for c in ("blue", "green", "red")),
        "grade",
        "const",
    ]
    assert (info.num_train + info.num_test, info.classes) == (ROWS, [])
    dropped = dataset(
        upload, type="csv_table", file=key, target="price", ignore=["id"], missing="drop"
    )
    assert dropped.info().num_train + dropped.info().num_test == sum(
        bool(i % 10) and i % 4 != 3 for i in range(ROWS)
    )
    kinds = dataset(upload, type="csv_table", file=key, target="kind").info()
    assert kinds.classes == ["blue", "green", "red"]
    assert kinds.num_train + kinds.num_test == 45, "rows without a target are left out"


def test_numbers_are_what_stands_in_the_file_and_gaps_get_the_mean_of_the_train_half(
    upload: Upload,
) -> None:
    key, _ = upload("table", TABLE)
    ignore = ["id", "kind", "grade", "const"]
    fields = {"type": "csv_table", "file": key, "target": "price", "ignore": ignore}
    split = dataset(upload, **fields, scale="none").split()
    back = split.train.targets * split.target_std + split.target_mean
    rows = np.rint((back[:, 0] + 3) / 0.75).astype(int)
    gaps = rows % 10 == 0
    assert (split.train.inputs[~gaps, 0] == rows[~gaps] % 7).all()
    assert np.allclose(split.train.inputs[gaps, 0], split.train.inputs[~gaps, 0].mean())
    zeros = dataset(upload, **fields, scale="none", missing="zero").split()
    assert (zeros.train.inputs[gaps, 0] == 0).all()


def test_a_target_says_which_task_it_is(upload: Upload) -> None:
    key, _ = upload("table", TABLE)
    nodes = [{"id": n, "layer": {"type": t}} for n, t in (("x", "input"), ("y", "output"))]
    network = {"nodes": nodes, "edges": [{"source": "x", "target": "y"}]}
    for target, predict, task in (
        ("kind", "auto", "classification"),
        ("grade", "auto", "classification"),
        ("grade", "numbers", "regression"),
        ("price", "auto", "regression"),
        ("id", "auto", "regression"),
    ):
        data = {"type": "csv_table", "file": key, "target": target, "predict": predict}
        file = {"torchground": 1, "network": network, "data": data}
        report = check({**file, "training": {"batch_size": 8}}, upload.files)
        assert report.ok, report.problems
        assert report.defaults["task"] == {"type": task}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"file": ""}, "no table was uploaded yet"),
        ({"file": "0" * 64}, "not on this server; upload it again"),
        ({"target": "colour"}, "no column “colour”; it has id, size"),
        ({"ignore": ["colour"]}, "no column “colour”"),
        ({"target": "word"}, "a different text in nearly every row"),
        ({"target": "const"}, "is 5 in every row"),
        ({"target": "kind", "predict": "numbers"}, "holds words, not numbers"),
        ({"target": "price", "predict": "classes"}, "too many different numbers"),
        (
            {"target": "price", "ignore": ["id", "size", "kind", "grade", "const"]},
            "no column is left",
        ),
    ],
)
def test_what_cannot_be_learned_from_is_said(
    upload: Upload, fields: dict[str, Any], said: str
) -> None:
    key, _ = upload("table", TABLE)
    with pytest.raises((DataError, MissingFile), match=said):
        dataset(upload, **{"type": "csv_table", "file": key, "target": "price", **fields}).info()


def test_labels_missing_in_a_class_are_said(upload: Upload) -> None:
    rows = [f"{i % 9},{'ab'[i % 2]},{'' if i == 7 else i}" for i in range(30)]
    key, _ = upload("table", "x,label,y\n" + "\n".join([*rows, "1,c,3", "2,d,"]))
    with pytest.raises(DataError, match="the class “c” of “label” has one row"):
        dataset(upload, type="csv_table", file=key, target="label").info()
    one = "\n".join(f"{i},{'a' if i < 20 else ''},{'' if i < 20 else i}" for i in range(30))
    key, _ = upload("table", f"x,label,y\n{one}")
    with pytest.raises(DataError, match="says “a” in every row"):
        dataset(upload, type="csv_table", file=key, target="label").info()
    with pytest.raises(DataError, match="0 of 30 rows are left"):
        dataset(upload, type="csv_table", file=key, target="y", missing="drop").info()


def test_a_series_is_cut_in_time_and_its_gaps_are_bridged(upload: Upload) -> None:
    values = [f"{'' if i == 20 else i * i / 10}" for i in range(100)]
    key, _ = upload("table", "t,v\n" + "\n".join(f"d{i},{v}" for i, v in enumerate(values)))
    data = dataset(upload, type="csv_series", file=key, window=6, horizon=3)
    split = holds(upload, data)
    back = lambda x: x * split.target_std + split.target_mean  # noqa: E731
    assert data.info().target == "v: value 3 steps ahead"
    truth = np.array([i * i / 10 for i in range(100)])
    truth[20] = (truth[19] + truth[21]) / 2
    assert np.allclose(back(split.train.inputs[5, :, 0]), truth[5:11], atol=1e-3)
    assert np.allclose(back(split.train.targets[5, 0]), truth[13], atol=1e-3)
    assert np.allclose(back(split.test.targets[-1, 0]), truth[-1], atol=1e-3)
    assert back(split.test.inputs).min() > back(split.train.inputs).max()
    with pytest.raises(DataError, match="choose a window of at most 49"):
        dataset(upload, type="csv_series", file=key, window=60).info()
    with pytest.raises(DataError, match="“t” holds no numbers"):
        dataset(upload, type="csv_series", file=key, column="t").info()


def test_pictures_are_resized_to_any_size_and_colour(upload: Upload) -> None:
    key, _ = upload("images", pictures())
    kept, _ = upload.files.arrays(key, "images", "pictures", "labels")
    for size in (8, 16, 24):
        for colours, channels in (("rgb", 3), ("grayscale", 1)):
            data = dataset(upload, type="image_folder", file=key, size=size, colours=colours)
            assert data.info().shape == (channels, size, size)
            split = holds(upload, data)
            assert split.train.inputs.min() >= 0
            assert split.train.inputs.max() <= 1
    same = dataset(upload, type="image_folder", file=key, size=16).samples()
    assert (np.rint(same.inputs * 255) == kept).all()
    with pytest.raises(DataError, match="no pictures were uploaded yet"):
        dataset(upload, type="image_folder").info()


def test_too_many_large_pictures_are_refused_with_the_size_that_fits(
    upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    from torchground.catalogue.datasets import image_folder

    key, _ = upload("images", pictures())
    monkeypatch.setattr(image_folder, "MOST_BYTES", 12 * 3 * 4 * 20 * 20)
    dataset(upload, type="image_folder", file=key, size=20).info()
    with pytest.raises(DataError, match="set the size to 20 or less"):
        dataset(upload, type="image_folder", file=key, size=21).info()


def test_a_text_is_learned_letter_by_letter_or_word_by_word(upload: Upload) -> None:
    key, _ = upload("text", TEXT)
    letters = dataset(upload, type="text_file", file=key, steps=12)
    vocab, split = letters.info().vocab, holds(upload, letters)
    assert len(vocab) == 28
    assert "".join(vocab[token] for token in split.train.inputs[0]) == TEXT[:12]
    assert "".join(vocab[token] for token in split.train.targets[0]) == TEXT[1:13]
    words = dataset(upload, type="text_file", file=key, steps=4, level="word")
    vocab, split = words.info().vocab, holds(upload, words)
    assert [vocab[token] for token in split.train.inputs[0]] == ["the", "quick", "brown", "fox"]
    few = dataset(upload, type="text_file", file=key, steps=12, max_vocab=10)
    assert few.info().vocab[-1] == "[other]"
    assert len(few.info().vocab) == 11
    holds(upload, few)
    with pytest.raises(DataError, match="steps or upload a longer text"):
        dataset(upload, type="text_file", file=upload("text", TEXT[:120])[0], steps=100).info()


def test_a_file_that_is_gone_is_missed_in_a_sentence_wherever_it_is_asked_for(
    upload: Upload,
) -> None:
    key, _ = upload("table", TABLE)
    data = dataset(upload, type="csv_table", file=key, target="price")
    data.info()
    assert upload.files.drop(key, "table")
    assert not upload.files.drop(key, "table")
    upload.files.collect(set())
    for ask in (data.info, data.samples, data.split):
        with pytest.raises(MissingFile, match="upload it again"):
            ask()


def test_a_link_in_the_store_is_not_followed(upload: Upload) -> None:
    key, _ = upload("text", TEXT)
    kept = upload.files.data_dir / "stored" / name_of(key, "text")
    elsewhere = kept.with_name("elsewhere")
    kept.rename(elsewhere)
    kept.symlink_to(elsewhere)
    with pytest.raises(MissingFile):
        upload.files.arrays(key, "text", "text")


@pytest.mark.parametrize("key", ["", "../x", "A" * 64, "0" * 63, "a/b", "0" * 64 + "\n", "nul\0"])
def test_no_other_name_is_ever_a_path(key: str) -> None:
    with pytest.raises(MissingFile):
        name_of(key, "table")
