"""Tests for packages that add entries: the same questions as for Torchground's own entries. Needs pytest and
hypothesis.

    import pytest
    from torchground.testing import Question, questions

    @pytest.mark.parametrize("question", questions("my_package"), ids=str)
    def test_an_entry_of_the_package(question: Question) -> None:
        question.ask()
"""

from torchground.testing.questions import Question, questions

__all__ = ["Question", "questions"]
