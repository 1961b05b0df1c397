"""The documents of the project as the tests read them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BACKEND = ROOT / "backend" / "torchground"


@dataclass(frozen=True)
class Block:
    """A code block, and the path in backticks that the line before it ends with."""

    path: str
    language: str
    text: str


def tracked(pattern: str) -> list[Path]:
    """The files of the project that git knows, by a pattern of git's: ``*.md``."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", pattern]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def blocks(text: str) -> list[Block]:
    """The code blocks of a Markdown text that name a file."""
    found = re.findall(r"`([^`\n]+)`:?\n\n```(\w+)\n(.*?)^```$", text, re.M | re.S)
    return [Block(path, language, body) for path, language, body in found]


def rows(text: str) -> list[list[str]]:
    """The cells of every row of the tables in a Markdown text, without heads and rules."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [index for index, row in enumerate(cells) if set("".join(row)) <= set("-: ")]
    heads = {index - 1 for index in rules} | set(rules)
    return [row for index, row in enumerate(cells) if index not in heads]


def code_in(text: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", text)


def file_at(path: str) -> Path:
    """The file that a document means: from the root, or from the one importable package."""
    return ROOT / path if (ROOT / path).exists() else BACKEND / path
