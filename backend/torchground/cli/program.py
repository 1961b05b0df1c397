"""Calls a command and turns whatever ends it into an exit code.

Exit codes: 0 finished, 1 problems in the file, 2 wrong usage, 3 training failed, 130 stopped with Ctrl+C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from torchground.cli.exits import FINISHED, INTERRUPTED, PROBLEMS, BadFile
from torchground.cli.options import parse


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the words say; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = parse(list(sys.argv[1:] if arguments is None else arguments))
    try:
        code: int = options.command(options)
        sys.stdout.flush()
        return code
    except BadFile as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read what we print has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINISHED
