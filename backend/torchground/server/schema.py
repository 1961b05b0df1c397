"""Writes the description of the API: ``python -m torchground.server.schema FILE``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from torchground.server.app import create_app
from torchground.server.openapi import describe
from torchground.server.settings import Settings


def main(arguments: list[str]) -> None:
    """Write the description to the file named first, or to standard output."""
    described = describe(create_app(Settings(data_dir=Path())))
    text = json.dumps(described, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    if arguments:
        Path(arguments[0]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
