"""What the code never does: read a pickle, evaluate text, write markup, ask another host."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BACKEND = sorted((ROOT / "backend").rglob("*.py"))
PAGE = sorted(
    path
    for path in (ROOT / "frontend").rglob("*")
    if path.suffix in {".ts", ".tsx", ".js", ".css", ".html"} and "node_modules" not in path.parts
)
FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib"}
FORBIDDEN_CALLS = {
    "eval": "evaluates text",
    "exec": "runs text",
    "torch.load": "reads pickles; use safetensors",
    "torch.save": "writes pickles; use safetensors",
    "yaml.load": "makes any object; use yaml.safe_load",
    "os.system": "runs a shell",
}
FORBIDDEN_IN_THE_PAGE = {
    r"\binnerHTML\b": "writes markup; use text nodes",
    r"\bouterHTML\s*=": "writes markup; use text nodes",
    r"\binsertAdjacentHTML\b": "writes markup; use text nodes",
    r"\bdangerouslySetInnerHTML\b": "writes markup; use text nodes",
    r"\bdocument\.write\b": "writes markup; use text nodes",
    r"\bMath\.random\b": "shows numbers that nobody measured; use crypto for back-off and ids",
    r"(?<![\w.])eval\(": "evaluates text, which the page's policy refuses",
    r"\bnew Function\b": "evaluates text, which the page's policy refuses",
    r"(cdn\.|cdnjs|unpkg\.com|jsdelivr|googleapis|gstatic|esm\.sh)": "is another host",
    r"(src|href)=\"(https?:)?//[^\"]*\.(js|css|woff2?)\"": "is another host",
    r"@import\s+(url\()?[\"']?(https?:)?//": "is another host",
}


def calls_and_imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every call and every imported module of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Call):
            yield node.lineno, f"{ast.unparse(node.func)}("
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def problems_of(path: Path) -> Iterator[str]:
    """Sentences about what a Python file does that it must not."""
    for line, name in calls_and_imports(path):
        place = f"{path.relative_to(ROOT)}:{line}"
        if name.partition(".")[0] in FORBIDDEN_MODULES:
            yield f"{place} imports {name}: no pickle is ever read or written"
        if name.endswith("(") and name[:-1] in FORBIDDEN_CALLS:
            yield f"{place} calls {name}): {FORBIDDEN_CALLS[name[:-1]]}"


def test_no_python_file_reads_pickles_or_evaluates_text() -> None:
    assert BACKEND
    assert [problem for path in BACKEND for problem in problems_of(path)] == []


def test_arrays_are_loaded_without_pickles() -> None:
    for path in BACKEND:
        for call in re.findall(r"\bnp\.load\([^)]*\)", path.read_text(encoding="utf-8")):
            assert "allow_pickle=False" in call, f"{path.relative_to(ROOT)}: {call}"


@pytest.mark.parametrize("pattern", FORBIDDEN_IN_THE_PAGE)
def test_no_file_of_the_page_has(pattern: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number} {FORBIDDEN_IN_THE_PAGE[pattern]}: {line.strip()[:80]}"
        for path in PAGE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert found == []


def test_the_page_has_no_inline_script() -> None:
    text = (ROOT / "frontend" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", text, re.S)
    assert scripts
    for attributes, content in scripts:
        assert "src=" in attributes, f"<script{attributes}> is inline"
        assert not content.strip()
    assert not re.search(r"\son\w+=", text), "an inline event handler"
