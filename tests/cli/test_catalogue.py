"""``torchground catalogue``: everything that can be picked."""

import json

import pytest

from torchground import cli
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import FAMILIES


def test_the_catalogue_names_every_entry(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["catalogue"]) == 0
    said = capsys.readouterr().out
    for family in FAMILIES:
        assert f"\n{family}\n" in "\n" + said
        for type_id in entries(family):
            assert f"  {type_id} " in said


def test_the_catalogue_as_json_is_what_the_page_gets(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["catalogue", "--json"]) == 0
    families = json.loads(capsys.readouterr().out)["families"]
    assert {name: [entry["type"] for entry in found] for name, found in families.items()} == {
        family: list(entries(family)) for family in FAMILIES
    }
    assert all(entry["schema"]["properties"] for entry in families["layers"])
