"""Calls a command and returns its exit code.

Exit codes: 0 finished, 1 problems in the file, 2 wrong usage, 3 training failed or a result could not be written, 130
stopped with Ctrl+C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from torchground.cli.exits import FINISHED, INTERRUPTED, Refused
from torchground.cli.options import parse
from torchground.cli.output import Output


def main(arguments: Sequence[str] | None = None) -> int:
    """Parses the arguments and runs the command. Returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = parse(list(sys.argv[1:] if arguments is None else arguments))
    output = Output(json=getattr(options, "json", False))
    try:
        with output.only_lines():
            code: int = options.command(options, output)
        sys.stdout.flush()
        return code
    except Refused as refused:
        output.refused(refused)
        return refused.exit_code
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINISHED
