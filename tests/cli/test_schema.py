"""``torchground schema`` prints what the server serves."""

import json

import pytest

from torchground import cli
from torchground.network.schema import project_schema


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == project_schema()
