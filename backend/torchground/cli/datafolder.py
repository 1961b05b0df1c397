"""Where this person's projects, runs and files are kept."""

from __future__ import annotations

import argparse
from pathlib import Path


def default_data_dir() -> Path:
    """The data folder of this person on this system."""
    from platformdirs import user_data_path

    return user_data_path("torchground", appauthor=False)


def use_data_dir(options: argparse.Namespace) -> None:
    """Find uploaded and downloaded files where the server keeps them."""
    from torchground.catalogue.datasets.sources import stored

    stored.use(options.data_dir or default_data_dir())
