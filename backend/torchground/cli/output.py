"""Prints the output of a command: text for a person, or one JSON object on each line for a script (``--json``).

With ``--json``, only these lines go to standard output. Each has one of these forms:

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
    """The standard output and the standard error of one command."""

    def __init__(self, *, json: bool) -> None:
        self.json = json
        self._lines: TextIO = sys.stdout

    def line(self, value: Any) -> None:
        """Prints a JSON value on one line."""
        print(json.dumps(value, ensure_ascii=False), file=self._lines, flush=True)

    def say(self, text: str) -> None:
        """Prints a result for a person. Prints nothing with ``--json``, because a JSON line has the result."""
        if not self.json:
            print(text, file=self._lines)

    def note(self, text: str) -> None:
        """Prints a note for a person on standard error."""
        print(text, file=sys.stderr)

    def problem(self, problem: Problem, *, is_answer: bool) -> None:
        """Prints a problem of a project file.

        ``is_answer``: the problem is the result of the command, so it goes to standard output also for a person.
        """
        if self.json:
            self.line(line_of(problem))
        elif is_answer:
            self.say(described(problem))
        else:
            self.note(described(problem))

    def refusal(self, refused: Refused) -> None:
        """Prints something that the command could not do. The command continues."""
        if self.json:
            self.line(refusal_line(refused))
        else:
            self.note(
                "\n".join(part for part in (written(refused.sentence), refused.shown) if part)
            )

    def refused(self, refused: Refused) -> None:
        """Prints why the command cannot be carried out, as its last output."""
        self.refusal(refused)
        if self.json:
            self._refused_line(written(refused.sentence), 1, 0)

    def refused_project(self, sentence: Sentence, errors: int, warnings: int) -> None:
        """Prints that the problems before it stop the command, as its last output."""
        if self.json:
            self._refused_line(str(sentence), errors, warnings)
        else:
            self.note(str(sentence))

    def _refused_line(self, reason: str, errors: int, warnings: int) -> None:
        counted = {"errors": errors, "warnings": warnings}
        self.line({"result": "refused", "reason": reason, **counted})

    @contextlib.contextmanager
    def only_lines(self) -> Iterator[None]:
        """With ``--json``, redirects the prints of libraries to standard error."""
        if not self.json:
            yield
            return
        with contextlib.redirect_stdout(sys.stderr):
            yield
