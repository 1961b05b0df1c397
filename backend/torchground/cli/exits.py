"""The exit codes of the commands, and the error that ends a command with a sentence."""

from __future__ import annotations

from torchground.words import Sentence, SentenceError

FINISHED, PROBLEMS, WRONG_USAGE, FAILED, INTERRUPTED = 0, 1, 2, 3, 130


class Refused(SentenceError):
    """The command cannot be carried out. The sentence says which value came, which would fit, and what to do."""

    def __init__(
        self, sentence: Sentence, *, place: str, exit_code: int = PROBLEMS, shown: str = ""
    ) -> None:
        super().__init__(sentence)
        self.place = place
        """The subject of the sentence: ``the file``, ``line 3``, ``--onnx``."""
        self.exit_code = exit_code
        self.shown = shown
        """The line that the sentence is about. It is shown below the sentence."""
