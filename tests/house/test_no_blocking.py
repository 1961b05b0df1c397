"""No function on the event loop waits for the disk or works for long: neither itself nor through what it calls.

Ruff's ASYNC rules see a blocking call only in the ``async def`` itself. This walk follows calls through the functions
of our own package, as far as names tell: functions of the same module and imported ones, methods of the same class, and
attributes that hold the store of files. What is handed to a thread (a function not called, a lambda) is no call.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from torchground.files.checkpoints import Checkpoints
from torchground.files.store import FileStore

PACKAGE = Path(__file__).parents[2] / "backend" / "torchground"
ROOMS = ("server", "runs", "workers", "storage")
"""Where there is an event loop."""
CALLS = {
    *("open", "input", "time.sleep", "json.load", "json.dump"),
    *(f"os.{name}" for name in ("fsync", "listdir", "makedirs", "remove", "rename", "replace")),
    *(f"os.{name}" for name in ("rmdir", "scandir", "stat", "unlink", "walk", "system")),
    *("shutil.copyfile", "shutil.copyfileobj", "shutil.disk_usage", "shutil.move", "shutil.rmtree"),
    *("subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output"),
    *("tempfile.mkstemp", "tempfile.mkdtemp", "tempfile.NamedTemporaryFile"),
    *("tempfile.TemporaryDirectory", "socket.create_connection", "urllib.request.urlopen"),
}
"""What blocks, by its dotted name."""
METHODS = {
    *(
        "exists",
        "glob",
        "is_dir",
        "is_file",
        "is_symlink",
        "iterdir",
        "lstat",
        "mkdir",
        "read_bytes",
    ),
    *("read_text", "rglob", "rmdir", "stat", "symlink_to", "touch", "unlink", "write_bytes"),
    *("write_text", "samples", "split_data", "is_here", "load_state_dict", "upgrade"),
}
"""What blocks whatever it is a method of: those of paths, and of entries that read stored files."""
OURS = {
    "torchground.network.check.checking.check",
    "torchground.network.check.checking.resolve",
    "torchground.probing.offering.check_with_offers",
    "torchground.catalogue.bases.preview.preview",
    "torchground.server.routes.catalogue._encoded",
}
"""Our own that may take long or read stored files."""
STORE = {
    name
    for kind in (FileStore, Checkpoints)
    for name, value in vars(kind).items()
    if callable(value) and name[0] != "_" and name != "path"
}
HOLDERS = {"files", "_files", "checkpoints", "_checkpoints"}
"""What a FileStore and its checkpoints are called wherever they are held."""


@dataclass
class Module:
    """A file, and where its names lead."""

    name: str
    functions: dict[str, ast.AsyncFunctionDef | ast.FunctionDef] = field(default_factory=dict)
    """By ``function`` or ``Class.method``."""
    imported: dict[str, str] = field(default_factory=dict)
    """Local names and the dotted ones they stand for."""


def read(path: Path, source: str) -> Module:
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    module, tree = Module(name.removesuffix(".__init__")), ast.parse(source, str(path))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            module.imported |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
        elif isinstance(node, ast.Import):
            module.imported |= {a.asname or a.name: a.name for a in node.names}
    for node in tree.body:
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef):
            module.functions[node.name] = node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.AsyncFunctionDef | ast.FunctionDef):
                    module.functions[f"{node.name}.{inner.name}"] = inner
    return module


MODULES = {
    module.name: module
    for path in sorted(PACKAGE.rglob("*.py"))
    for module in [read(path, path.read_text(encoding="utf-8"))]
}


def calls_of(function: ast.AST) -> Iterator[ast.Call]:
    """The calls that happen when the body runs: not those in functions that are only made in it."""
    waiting: list[ast.AST] = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Lambda | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.Call):
            yield node
        waiting.extend(ast.iter_child_nodes(node))


def blocks(module: Module, call: ast.Call) -> str | None:
    """What the call itself does that blocks; None where it does nothing of the kind."""
    dotted = ast.unparse(call.func)
    first, _, rest = dotted.partition(".")
    whole = ".".join(filter(None, (module.imported.get(first, first), rest)))
    if whole in CALLS or whole in OURS:
        return whole
    if isinstance(call.func, ast.Attribute):
        holder = ast.unparse(call.func.value).rpartition(".")[2]
        if holder in HOLDERS and call.func.attr in STORE:
            return dotted
        if call.func.attr in METHODS:
            return dotted
    return None


def leads_to(module: Module, within: str, call: ast.Call) -> tuple[Module, str] | None:
    """The plain function of our own package that is called, as far as names tell."""
    dotted = ast.unparse(call.func)
    first, _, rest = dotted.partition(".")
    if first in ("self", "cls") and "." in within and rest.isidentifier():
        found = (module, f"{within.partition('.')[0]}.{rest}")
    elif dotted in module.functions:
        found = (module, dotted)
    else:
        target = ".".join(filter(None, (module.imported.get(first, first), rest)))
        home, _, name = target.rpartition(".")
        if home not in MODULES:
            return None
        found = (MODULES[home], name)
    function = found[0].functions.get(found[1])
    return found if isinstance(function, ast.FunctionDef) else None


def problems_of(module: Module, name: str) -> Iterator[str]:
    """Every way from an ``async def`` to something that blocks."""
    waiting = [(module, name, f"{module.name}.{name}")]
    seen: set[tuple[str, str]] = set()
    while waiting:
        home, within, way = waiting.pop()
        if (home.name, within) in seen:
            continue
        seen.add((home.name, within))
        for call in calls_of(home.functions[within]):
            blocked = blocks(home, call)
            if blocked is not None:
                yield f"{way} → {blocked} (line {call.lineno})"
            elif (target := leads_to(home, within, call)) is not None:
                waiting.append((*target, f"{way} → {target[1]}"))


def test_nothing_blocks_the_event_loop() -> None:
    asynchronous = [
        (module, name)
        for module in MODULES.values()
        for name, function in module.functions.items()
        if isinstance(function, ast.AsyncFunctionDef) and module.name.split(".")[1] in ROOMS
    ]
    assert len(asynchronous) > 60
    assert sorted(p for module, name in asynchronous for p in problems_of(module, name)) == []


def test_the_walk_sees_what_it_should() -> None:
    source = """
import os
from pathlib import Path
from torchground.network.check.checking import check as look

async def direct(): Path("x").read_text()
async def through(): helper()
def helper(): os.fsync(1)
async def ours(): look({})
async def fine(): await to_thread(helper); await to_thread(lambda: os.fsync(1))
class Here:
    async def method(self): self.inner()
    def inner(self): self.files.keys("table")
"""
    made = read(PACKAGE / "server" / "invented.py", source)
    found = {name: list(problems_of(made, name)) for name in made.functions}
    assert {name for name, problems in found.items() if problems} == {
        *("direct", "through", "helper", "ours", "Here.method", "Here.inner"),
    }
    assert found["fine"] == []
