"""The entries of this package answer what Torchground asks its own."""

import pytest

from torchground.testing import Question, questions


@pytest.mark.parametrize("question", questions("torchground_example"), ids=str)
def test_an_entry_answers(question: Question) -> None:
    question.ask()
