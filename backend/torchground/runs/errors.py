"""What can be wrong with a request about a run, each with a sentence for whoever asked."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.network.check.problems import Problem
from torchground.runs.sentences import NOT_YOURS, UNKNOWN_RUN
from torchground.words import Sentence, SentenceError


class UnknownRun(LookupError):
    """There is no such run; the message is a sentence."""

    def __init__(self, run_id: str) -> None:
        self.sentence = UNKNOWN_RUN(run=run_id[:64])
        super().__init__(str(self.sentence))


class NotYours(SentenceError):
    """The run is of somebody else: it may be looked at, and not changed."""

    def __init__(self) -> None:
        super().__init__(NOT_YOURS())


class Refused(SentenceError):
    """What was asked for cannot be done; the sentence says why, ``problems`` say more where there are any."""

    def __init__(self, sentence: Sentence, problems: Sequence[Problem] = ()) -> None:
        super().__init__(sentence)
        self.problems = list(problems)
