"""Where a command writes: text for a person, or one JSON object a line for a script (``--json``).

With ``--json`` nothing but these lines comes to standard output; each has one of these forms:

    {"problem": {"code", "values", "severity", "sentence", "place", "node", "edge", "fixes"}}
    {"epoch", "step", "train_loss", "test_loss", "metrics"}       train: after every epoch ("val_loss" with a split)
    {"result": …}                                                 the last line
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TextIO

from torchground.cli.problems import described, line_of, refusal_line, written

if TYPE_CHECKING:
    from torchground.cli.exits import Refused
    from torchground.network.check.problems import Problem
    from torchground.words import Sentence


class Output:
    """Standard output and standard error of one command."""

    def __init__(self, *, json: bool) -> None:
        self.json = json
        self._lines: TextIO = sys.stdout

    def line(self, value: Any) -> None:
        """A JSON value on a line of its own."""
        print(json.dumps(value, ensure_ascii=False), file=self._lines, flush=True)

    def say(self, text: str) -> None:
        """What the command was asked for, for a person; nothing with ``--json``, where a line says it."""
        if not self.json:
            print(text, file=self._lines)

    def note(self, text: str) -> None:
        """What a person should know beside it, on standard error."""
        print(text, file=sys.stderr)

    def problem(self, problem: Problem, *, is_answer: bool) -> None:
        """A problem of a project file. ``is_answer``: it is what the command was asked for, so it goes to standard
        output for a person too."""
        if self.json:
            self.line(line_of(problem))
        elif is_answer:
            self.say(described(problem))
        else:
            self.note(described(problem))

    def refusal(self, refused: Refused) -> None:
        """Something that the command could not do, though it goes on."""
        if self.json:
            self.line(refusal_line(refused))
        else:
            self.note(
                "\n".join(part for part in (written(refused.sentence), refused.shown) if part)
            )

    def refused(self, refused: Refused) -> None:
        """Why the command is not carried out: its last word."""
        self.refusal(refused)
        if self.json:
            self._refused_line(written(refused.sentence), 1, 0)

    def refused_project(self, sentence: Sentence, errors: int, warnings: int) -> None:
        """That the problems told before keep the command from being carried out: its last word."""
        if self.json:
            self._refused_line(str(sentence), errors, warnings)
        else:
            self.note(str(sentence))

    def _refused_line(self, reason: str, errors: int, warnings: int) -> None:
        counted = {"errors": errors, "warnings": warnings}
        self.line({"result": "refused", "reason": reason, **counted})

    @contextlib.contextmanager
    def only_lines(self) -> Iterator[None]:
        """With ``--json``: what a library prints meanwhile goes to standard error."""
        if not self.json:
            yield
            return
        with contextlib.redirect_stdout(sys.stderr):
            yield
