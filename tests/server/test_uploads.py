"""Files that people upload, over the wire: taken, shown, used by a project, deleted; refused with a sentence."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load, save

from tests.server.serving import Site, serving
from torchground.server.settings import Limits

FILE = {"content-type": "application/octet-stream"}
TABLE = "size,kind,price\n" + "\n".join(f"{i % 7},{'ab'[i % 2]},{i * 1.5}" for i in range(80))


def upload(site: Site, path: str, content: Any, **query: str) -> httpx.Response:
    return site.client.post(path, params=query, content=content, headers=FILE)


def project(data: dict[str, Any], **training: Any) -> dict[str, Any]:
    return {
        "torchground": 1,
        "network": {
            "nodes": [
                {"id": "x", "layer": {"type": "input"}},
                {"id": "y", "layer": {"type": "output"}},
            ],
            "edges": [{"source": "x", "target": "y"}],
        },
        "data": data,
        "training": training,
    }


def weights(**tensors: Any) -> bytes:
    return save({name.replace("__", "."): np.asarray(t, np.float32) for name, t in tensors.items()})


def test_a_table_is_taken_shown_used_and_forgotten(site: Site) -> None:
    answer = upload(site, "/api/uploads", TABLE, kind="table", name="houses.csv")
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert told["file"] == hashlib.sha256(TABLE.encode()).hexdigest()
    assert told["name"] == "houses.csv"
    assert [column["name"] for column in told["meta"]["columns"]] == ["size", "kind", "price"]
    assert told["preview"]["rows"][0] == ["0", "a", "0.0"]
    assert told["data"][0] == {
        "type": "csv_table",
        "file": told["file"],
        "target": "price",
        "ignore": [],
    }
    checked = site.post("/api/check", project(told["data"][0])).json()
    assert checked["ok"], checked["problems"]
    assert checked["data"]["features"] == ["size", "kind = a", "kind = b"]
    assert checked["defaults"]["task"]["type"] == "regression"
    seen = site.post("/api/datasets/preview", {"data": told["data"][0]}).json()
    assert seen["kind"] == "rows"
    assert seen["train"]["total"] == 60

    path = f"/api/uploads/table/{told['file']}"
    assert site.client.get(path).json()["meta"] == told["meta"]
    assert told["file"] in [card["file"] for card in site.client.get("/api/uploads").json()]
    assert site.client.delete(path).status_code == 204
    assert site.client.get(path).status_code == 404
    assert site.client.delete(path).status_code == 404
    problem = site.post("/api/check", project(told["data"][0])).json()["problems"][0]
    assert problem["place"] == "data"
    assert problem["sentence"] == "The uploaded table is not on this server; upload it again."


def test_a_table_is_read_by_a_recipe_that_stays_with_it(site: Site) -> None:
    guessed = upload(site, "/api/uploads", TABLE, kind="table").json()
    assert guessed["meta"]["recipe"]["header"] == 1
    given = json.dumps({"header": 0, "order": "file"})
    told = upload(site, "/api/uploads", TABLE, kind="table", recipe=given).json()
    assert told["meta"]["rows"] == guessed["meta"]["rows"] + 1
    assert told["file"] != guessed["file"]
    stored = site.client.get(f"/api/uploads/table/{told['file']}").json()["meta"]
    assert stored["recipe"] == told["meta"]["recipe"]
    assert stored["notes"] == told["meta"]["notes"] != []
    bad = upload(site, "/api/uploads", TABLE, kind="table", recipe='{"delimiter": "x"}')
    assert bad.status_code == 422
    assert "not valid at 'delimiter'" in bad.json()["error"]


def test_the_same_content_is_the_same_file(site: Site) -> None:
    first, second = (upload(site, "/api/uploads", TABLE, kind="table").json() for _ in "12")
    assert first["file"] == second["file"]
    cards = site.client.get("/api/uploads").json()
    assert sum(card["file"] == first["file"] for card in cards) == 1


def test_pictures_and_texts_are_taken_too(site: Site) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for index in range(6):
            picture = io.BytesIO()
            Image.new("L", (9, 9), index * 40).save(picture, "PNG")
            archive.writestr(f"{'ab'[index % 2]}/{index}.png", picture.getvalue())
    told = upload(site, "/api/uploads", made.getvalue(), kind="images").json()
    assert told["meta"]["classes"] == ["a", "b"]
    assert told["preview"]["pictures"]["shape"] == [6, 1, 9, 9]
    checked = site.post("/api/check", project(told["data"][0])).json()
    assert checked["data"]["shape"] == [1, 9, 9]

    text = upload(site, "/api/uploads", "to be or not to be, " * 30, kind="text").json()
    assert [entry["level"] for entry in text["data"]] == ["char", "word"]
    checked = site.post("/api/check", project({**text["data"][0], "steps": 8})).json()
    assert checked["data"]["causal"]


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("text", b"a", "The text has 1 character; at least 100 are needed"),
        ("table", b"", "The file is empty; save the table as CSV"),
        ("table", b"\x80\x04\x95pickle", "This is a pickle, which is never opened here"),
        ("images", b"a,b\n1,2\n", "This is no zip archive; upload a zip with one folder"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence(
    site: Site, kind: str, content: bytes, said: str
) -> None:
    answer = upload(site, "/api/uploads", content, kind=kind)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith(said)
    assert answer.json()["problems"][0]["place"]


def test_a_file_that_is_too_large_is_refused_before_it_is_whole(tmp_path: Path) -> None:
    with serving(tmp_path, limits=Limits(file_bytes=1_000)) as site:
        assert upload(site, "/api/uploads", b"x" * 1_001, kind="text").status_code == 413
        streamed = upload(site, "/api/uploads", iter([b"x" * 600] * 4), kind="text")
        assert streamed.status_code == 413
        assert "larger than" in streamed.json()["error"]
        assert upload(site, "/api/uploads", b"word " * 200, kind="text").status_code == 201
        assert not list((tmp_path / "stored").glob("*.tmp"))


def test_no_more_than_so_many_files_and_bytes_are_taken(tmp_path: Path) -> None:
    with serving(tmp_path, limits=Limits(num_uploads=0)) as site:
        assert upload(site, "/api/uploads", TABLE, kind="table").status_code == 429
    with serving(tmp_path, limits=Limits(stored_bytes=-1)) as site:
        answer = upload(site, "/api/uploads", TABLE, kind="table")
        assert answer.status_code == 413
        assert "delete" in answer.json()["error"]


def test_only_routes_that_take_files_are_given_any(site: Site) -> None:
    for path in ("/api/check", "/api/projects", "/api/runs", "/api/datasets/download"):
        assert upload(site, path, b"{}").status_code == 415
    assert site.post("/api/uploads?kind=text", {}).status_code == 415
    evil = {**FILE, "origin": "http://evil.test"}
    assert site.client.post("/api/weights", content=b"", headers=evil).status_code == 403
    assert upload(site, "/api/uploads", TABLE, kind="video").status_code == 422
    assert upload(site, "/api/uploads", TABLE).status_code == 422
    for key in ("../../etc/passwd", "0" * 63, "%2e%2e"):
        assert site.client.get(f"/api/uploads/table/{key}").status_code in (404, 422)


def test_trained_weights_are_among_the_downloads(site: Site) -> None:
    told = site.client.get("/api/datasets/download/resnet18").json()
    assert (told["type"], told["state"], told["total"]) == ("resnet18", "absent", 46_800_000)
    unknown = site.client.get("/api/datasets/download/vgg16")
    assert unknown.status_code == 404
    assert "mnist" in unknown.text
    assert "efficientnet_b0" in unknown.text


def test_weights_are_taken_described_and_given_back(site: Site) -> None:
    content = weights(h1__weight=[[1.0, 2.0]], h1__bias=[0.5])
    told = upload(site, "/api/weights", content, name="mine.safetensors").json()
    assert {(t["name"], t["dtype"], tuple(t["shape"])) for t in told["tensors"]} == {
        ("h1.weight", "F32", (1, 2)),
        ("h1.bias", "F32", (1,)),
    }
    path = f"/api/weights/{told['weights']}"
    assert site.client.get(path).json() == told
    assert site.client.get("/api/weights").json()[0]["weights"] == told["weights"]
    given = site.client.get(f"{path}/file")
    assert given.content == content
    assert "attachment" in given.headers["content-disposition"]
    assert site.client.delete(path).status_code == 204
    assert site.client.get(f"{path}/file").status_code == 404


def header(told: dict[str, Any], data: bytes = b"") -> bytes:
    text = json.dumps(told).encode()
    return struct.pack("<Q", len(text)) + text + data


def one(dtype: str = "F32", shape: Any = (1,), offsets: Any = (0, 4)) -> dict[str, Any]:
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(offsets)}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "0 bytes"),
        (struct.pack("<Q", 2**63) + b"{}", "announce a header"),
        (struct.pack("<Q", 1_000_001) + b" " * 1_000_100, "announce a header"),
        (header({f"t{i}": one(offsets=(0, 4)) for i in range(2_001)}), "2,001 tensors"),
        (header({"x" * 201: one()}, b"0000"), "more than 200 characters"),
        (header({"a": one("U8", (4,))}, b"0000"), "dtype 'U8'"),
        (header({"a": one(shape=(2,))}, b"0000"), "needs 8 bytes"),
        (header({"a": one(shape=(2**40, 2**40))}, b"0000"), "needs"),
        (header({"a": one(), "b": one()}, b"0000"), "gap or lies over"),
        (header({"a": one(offsets=(1, 5))}, b"00000"), "gap or lies over"),
        (header({"a": one()}, b"00000"), "the file at"),
        (header({"a": one(shape=(-1,))}, b"0000"), "no sizes"),
        (header({"a": one(shape=(1.0,))}, b"0000"), "no sizes"),
        (header({"a": 1}), "lacks its dtype"),
        (header({}), "no tensor"),
        (b"PK\x03\x04" + b"0" * 50, "zip archive"),
        (weights(a=[float("nan")]), "NaN or infinite"),
        (weights(a=[1.0, float("inf")]), "NaN or infinite"),
    ],
)
def test_bad_weights_are_refused_with_a_sentence(site: Site, content: bytes, said: str) -> None:
    answer = upload(site, "/api/weights", content)
    assert answer.status_code == 422, answer.text
    assert said in answer.json()["error"]
    assert answer.json()["error"].endswith(".")


def test_a_run_without_a_checkpoint_says_so(site: Site) -> None:
    made = site.post("/api/runs", {"project": project({"type": "circle"}), "paused": True}).json()
    answer = site.post(f"/api/runs/{made['info']['id']}/weights", {})
    assert answer.status_code == 422
    assert "no checkpoint yet" in answer.json()["error"]
    assert site.post("/api/runs/nobody/weights", {}).status_code == 404


def test_downloads_say_where_they_stand_and_which_there_are(site: Site) -> None:
    told = site.client.get("/api/datasets/download/mnist").json()
    assert (told["state"], told["bytes"], told["error"]) == ("absent", 0, None)
    assert told["total"] > 10_000_000
    for path in ("/api/datasets/download/circle", "/api/datasets/download/nothing"):
        answer = site.client.get(path)
        assert answer.status_code == 404
        assert "mnist" in answer.json()["error"]
    assert site.post("/api/datasets/download", {"type": "circle"}).status_code == 404


def test_given_back_weights_are_what_was_uploaded(site: Site) -> None:
    told = upload(site, "/api/weights", weights(a__w=np.arange(6).reshape(2, 3))).json()
    given = load(site.client.get(f"/api/weights/{told['weights']}/file").content)
    assert given["a.w"].tolist() == [[0, 1, 2], [3, 4, 5]]
