"""Words that one person made up and that nobody else knows, and the field's own words that stand for them today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.documents import ROOT, tracked

BACKEND, PAGE, TESTS = "backend/torchground/", "frontend/src/", "tests/"
EVERYWHERE = (BACKEND, PAGE, TESTS)
NOT_READ = ("tests/house/", "frontend/src/api/schema.gen.ts")
"""These name the words in order to count them, or are generated."""
NOT_OURS = {"negative_slope"}
"""torch's own names."""


@dataclass(frozen=True)
class PrivateWord:
    """A word, or several that meant the same, as a pattern of identifiers or of names of files."""

    pattern: str
    instead: str
    rooms: tuple[str, ...] = EVERYWHERE
    """Where it is private; elsewhere the same letters may be an ordinary word."""
    parts: bool = True
    """Whether it is private as a part of an identifier too: ``with_book``."""


WORDS = (
    PrivateWord(r"RunBook|BookSettings", "RunRegistry"),
    PrivateWord(r"book", "registry", (BACKEND + "runs/", BACKEND + "server/", TESTS + "runs/")),
    PrivateWord(r"Kept", "LiveRun", (BACKEND + "runs/",)),
    PrivateWord(r"Hearing|Hears|hears?", "WorkerEvents, receive", (BACKEND,)),
    PrivateWord(r"Looking|looking", "ProbeScheduler, scheduler", (BACKEND,), parts=False),
    PrivateWord(
        r"Look|look",
        "ProbeContext, context",
        (BACKEND + "probing/", BACKEND + "training/"),
        parts=False,
    ),
    PrivateWord(r"LookKind|sequenceLook|cardLook", "PictureKind, CardPicture", (PAGE,)),
    PrivateWord(r"Board|OfRun|Seen", "FrameStore, RunRef, Latest", (PAGE,)),
    PrivateWord(r"Drafts|PaintingOn|Comparing|Watching", "DraftRuns, ContinueOnPaint …", (PAGE,)),
    PrivateWord(r"Offers", "ProbePanels", (PAGE + "panels/",)),
    PrivateWord(
        r"speakThrough|say|told|wish",
        "setSession, notify, description, request",
        (PAGE,),
        parts=False,
    ),
    PrivateWord(r"[Nn]ursery\w*|mourn|bury|bear|Peer|peers?", "forkserver, reap, WorkerProcess"),
    PrivateWord(r"Lane|lanes?", "StepStrategy, strategies", (BACKEND,)),
    PrivateWord(r"Traced", "RecordedStep", (BACKEND,)),
    PrivateWord(r"Rivals|Duel|duel|makers", "GanLosses, GanMetrics, generator_nodes", (BACKEND,)),
    PrivateWord(r"slopes?", "gradients", (BACKEND,)),
    PrivateWord(r"[Bb]ring\w*|[Bb]rought\w*", "upload, uploads", (BACKEND, PAGE)),
    PrivateWord(r"intake", "uploads"),
    PrivateWord(r"[Tt]eaching", "training_section", (BACKEND,)),
    PrivateWord(r"posing", "task_fit", (BACKEND,)),
    PrivateWord(r"useFit|useFitting|goingOn", "useViewport, useKeepInView", (PAGE,)),
    PrivateWord(r"culprit|go_back", "first_nonfinite_node, rollback", (BACKEND,)),
)


@dataclass(frozen=True)
class Found:
    """A private word that is still there."""

    word: PrivateWord
    place: str

    def __str__(self) -> str:
        return f"{self.place}: say {self.word.instead}"


def private_words() -> Iterator[Found]:
    """Every identifier and every name of a file that is one of the words, or has one as a part."""
    sources = [path for ending in ("py", "ts", "tsx") for path in tracked(f"*.{ending}")]
    for path in sorted(sources):
        name = path.relative_to(ROOT).as_posix()
        words = [
            word for word in WORDS if name.startswith(word.rooms) and not name.startswith(NOT_READ)
        ]
        for word in words:
            if re.fullmatch(word.pattern, path.stem.split(".")[0]):
                yield Found(word, name)
        for line, identifier in identifiers(path) if words else ():
            for word in words:
                if is_private(identifier, word):
                    yield Found(word, f"{name}:{line} {identifier}")


def is_private(identifier: str, word: PrivateWord) -> bool:
    """Whether an identifier is the word, or has it as one of its parts between underscores."""
    if identifier in NOT_OURS:
        return False
    parts = identifier.split("_") if word.parts else [identifier.strip("_")]
    return any(re.fullmatch(word.pattern, part) for part in {identifier, *parts})


def identifiers(path: Path) -> Iterator[tuple[int, str]]:
    """Line and name of each identifier; comments and texts are left out."""
    text = path.read_text(encoding="utf-8")
    plain = _without_python_texts(text) if path.suffix == ".py" else _without_page_texts(text)
    for line, content in enumerate(plain.splitlines(), 1):
        for found in re.finditer(r"[A-Za-z_]\w*", content):
            yield line, found[0]


_PYTHON = re.compile(r'("""|\'\'\').*?\1|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|#[^\n]*', re.S)
_PAGE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def _without_python_texts(text: str) -> str:
    return _PYTHON.sub(_blank, text)


def _without_page_texts(text: str) -> str:
    return _PAGE.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    """Nothing, on as many lines."""
    return "\n" * found[0].count("\n")
