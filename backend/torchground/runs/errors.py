"""What can be wrong with a wish about a run, each with a sentence for whoever wished."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.network.check.problems import Problem


class UnknownRun(LookupError):
    """There is no such run; the message is a sentence."""

    def __init__(self, run_id: str) -> None:
        super().__init__(
            f"There is no run {run_id[:64]!r}; it was deleted, or it was only opened to look at "
            "and nobody did. Pick one from the list of runs."
        )


class Refused(ValueError):
    """What was asked for cannot be done; the message is a sentence, ``problems`` say more where there are any."""

    def __init__(self, sentence: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(sentence)
        self.problems = list(problems)
