"""How a command ends: its exit codes, and the error that ends it with a sentence."""

from __future__ import annotations

from torchground.words import Sentence, SentenceError

FINISHED, PROBLEMS, WRONG_USAGE, FAILED, INTERRUPTED = 0, 1, 2, 3, 130


class Refused(SentenceError):
    """The command is not carried out; the sentence says what came, what would fit and what to do."""

    def __init__(
        self, sentence: Sentence, *, place: str, exit_code: int = PROBLEMS, shown: str = ""
    ) -> None:
        super().__init__(sentence)
        self.place = place
        """What the sentence is about: ``the file``, ``line 3``, ``--onnx``."""
        self.exit_code = exit_code
        self.shown = shown
        """What a person is shown below the sentence: the line that it is about."""
