"""Wrong usage, and the version."""

import pytest

from torchground import __version__, cli


@pytest.mark.parametrize(
    "words",
    [
        ["bogus"],
        ["train"],
        ["check"],
        ["train", "a.json", "--bogus"],
        ["train", "a.json", "--device", "tpu"],
        ["--port", "70000"],
        ["--port", "-1"],
        ["--workers", "0"],
    ],
)
def test_wrong_usage_is_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2
    assert "usage: torchground" in capsys.readouterr().err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"torchground {__version__}\n"
