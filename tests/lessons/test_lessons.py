"""Every lesson has a project without problems and a readable text."""

import re
from pathlib import Path

import pytest

from torchground.files.store import FileStore
from torchground.lessons import Lesson, _text, lessons, read_lesson
from torchground.network.check.checking import check
from torchground.words.likeness import plain

IDS = [lesson.id for lesson in lessons()]
NEEDED = {
    "two-spirals",
    "circle-first-network",
    "circle-lines-cannot-bend",
    "xor-hidden-units",
    "rings",
    "spiral-too-small",
    "spiral-large-enough",
    "iris",
    "wine",
    "breast-cancer",
    "digits-mlp",
    "digits-cnn",
    "sine",
    "hills",
    "diabetes",
}


def lesson_of(lesson_id: str) -> Lesson:
    return next(lesson for lesson in lessons() if lesson.id == lesson_id)


def test_the_first_lesson_is_the_two_spirals() -> None:
    assert IDS[0] == "two-spirals"
    assert set(IDS) >= NEEDED


@pytest.mark.parametrize("lesson_id", IDS)
def test_a_lesson_has_no_problem_and_no_warning(lesson_id: str, files: FileStore) -> None:
    assert check(lesson_of(lesson_id).project, files).problems == []


@pytest.mark.parametrize("lesson_id", IDS)
def test_what_a_lesson_is_set_beside_has_no_problem(lesson_id: str, files: FileStore) -> None:
    for variant in lesson_of(lesson_id).compare:
        assert not [p for p in check(variant.project, files).problems if p.severity == "error"]
        assert variant.project != lesson_of(lesson_id).project


@pytest.mark.parametrize("lesson_id", IDS)
def test_a_lesson_fits_beside_what_it_is_compared_with(lesson_id: str) -> None:
    """The page shows at most six runs side by side."""
    assert len(lesson_of(lesson_id).compare) <= 5


@pytest.mark.parametrize("lesson_id", IDS)
def test_a_lesson_is_a_few_sentences_and_a_question(lesson_id: str) -> None:
    lesson = lesson_of(lesson_id)
    assert 200 < len(lesson.text) < 1200
    assert lesson.question.endswith("?")
    assert "\n" not in lesson.text.replace("\n\n", "")
    assert lesson.title == lesson.project["title"]


@pytest.mark.parametrize("lesson_id", IDS)
def test_a_lesson_lists_its_nodes_in_flow_order_and_leaves_their_places_to_the_page(
    lesson_id: str,
) -> None:
    project = lesson_of(lesson_id).project
    order = [node["id"] for node in project["network"]["nodes"]]
    for edge in project["network"]["edges"]:
        assert order.index(edge["source"]) < order.index(edge["target"])
    assert "positions" not in project.get("view", {})


@pytest.mark.parametrize("lesson_id", IDS)
def test_a_lesson_has_terms_that_lead_to_it(lesson_id: str) -> None:
    """Each is short and written as in a sentence: a word with a capital letter is a name or an abbreviation."""
    terms = lesson_of(lesson_id).terms
    assert terms
    assert len({plain(term) for term in terms}) == len(terms)
    assert all(plain(term) and len(term) <= 40 for term in terms)
    assert all(not re.match(r"[A-Z][a-z]+( |$)", term) for term in terms)


def test_terms_are_divided_by_commas_and_none_is_empty() -> None:
    text = "# Title\nGroup: a\nOrder: 1\n{}\n\nText.\n\nQuestion: x?"
    projects = {"one": {"title": "Title"}}
    _, lesson = read_lesson("one", text.format("Terms: GAN, mode collapse"), projects)
    assert lesson.terms == ["GAN", "mode collapse"]
    with pytest.raises(ValueError, match="empty term"):
        read_lesson("one", text.format("Terms: GAN,, VAE"), projects)


def test_groups_stand_together() -> None:
    groups = [lesson.group for lesson in lessons()]
    assert sorted(groups, key=groups.index) == groups


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Title",
        "# Title\nGroup: a\nOrder: 1\n\nNo question.",
        "Group: a\nOrder: 1\n\nQuestion: x?",
        "# Title\nGroup: a\nOrder: 1\nShows: elsewhere\n\nText.\n\nQuestion: x?",
    ],
)
def test_a_text_without_a_part_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="lesson broken"):
        read_lesson("broken", text, {"broken": {"title": "Title"}})


@pytest.mark.parametrize("lesson_id", IDS)
def test_a_lesson_can_be_watched_for_a_while(lesson_id: str, files: FileStore) -> None:
    """A lesson that would be over in a moment has a pace."""
    lesson = lesson_of(lesson_id)
    steps_per_epoch = check(lesson.project, files).steps_per_epoch
    assert steps_per_epoch is not None
    steps = steps_per_epoch * lesson.project["training"]["epochs"]
    assert steps >= 2_500 or (lesson.pace is not None and steps / lesson.pace >= 2)


def test_a_text_is_read_in_another_language_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("English", encoding="utf-8")
    (tmp_path / "b.md").write_text("English", encoding="utf-8")
    (tmp_path / "a.de.md").write_text("Deutsch", encoding="utf-8")
    assert [_text(tmp_path, lesson, "de") for lesson in "ab"] == ["Deutsch", "English"]
    assert _text(tmp_path, "a", "en") == "English"
