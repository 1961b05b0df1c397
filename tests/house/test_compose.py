"""The container files say what README promises, in the words that Compose 1.29 knows."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SERVICE_KEYS_OF_1_29 = {
    "build",
    "cap_drop",
    "command",
    "deploy",
    "environment",
    "healthcheck",
    "image",
    "init",
    "ports",
    "restart",
    "security_opt",
    "stop_grace_period",
    "volumes",
}
FILES = ["docker-compose.yml", "docker-compose.gpu.yml"]


def service(name: str) -> dict[str, Any]:
    """The one service of a compose file."""
    content = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    assert set(content) <= {"services", "volumes"}
    found: dict[str, Any] = content["services"]["torchground"]
    return found


@pytest.mark.parametrize("name", FILES)
def test_only_keys_that_the_oldest_compose_knows(name: str) -> None:
    assert set(service(name)) <= SERVICE_KEYS_OF_1_29


def test_the_playground_is_published_on_this_machine_only() -> None:
    assert service("docker-compose.yml")["ports"] == ["127.0.0.1:8000:8000"]


def test_what_people_make_outlives_the_container() -> None:
    assert service("docker-compose.yml")["volumes"] == ["data:/data"]
    assert '"--data-dir", "/data"' in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_health_is_asked_where_the_server_answers() -> None:
    question = service("docker-compose.yml")["healthcheck"]["test"]
    assert question[0] == "CMD"
    assert "http://127.0.0.1:8000/api/health" in question[-1]


def test_the_gpu_file_adds_nvidia_and_nothing_else() -> None:
    added = service("docker-compose.gpu.yml")
    devices = added["deploy"]["resources"]["reservations"]["devices"]
    assert devices == [{"driver": "nvidia", "count": "all", "capabilities": ["gpu"]}]
    assert set(added) == {"build", "deploy", "image"}


def test_the_image_can_be_built_on_any_base_and_runs_as_nobody_special() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "# syntax=" not in text
    assert set(re.findall(r"^FROM (\S+)", text, re.M)) == {"${BASE}"}
    assert re.findall(r"^USER (\S+)", text, re.M) == ["torchground"]


def test_every_file_that_the_image_copies_is_sent_to_the_builder() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    sent = set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.M))
    lines = [line.split()[1:-1] for line in text.splitlines() if re.match(r"COPY [^-]", line)]
    copied = [source for line in lines for source in line]
    assert copied
    for source in copied:
        assert source.partition("/")[0] in sent
        assert (ROOT / source).exists(), f"Dockerfile copies {source}, which is not there"


def test_the_page_can_be_built_where_the_tests_are_not() -> None:
    """Only tests look outside `frontend`, and the build leaves them out."""
    frontend = ROOT / "frontend"
    build = json.loads((frontend / "tsconfig.build.json").read_text(encoding="utf-8"))
    tests = {"src/**/*.test.ts", "src/**/*.test.tsx", "src/testing"}
    assert tests <= set(build["exclude"])
    scripts = json.loads((frontend / "package.json").read_text(encoding="utf-8"))["scripts"]
    assert scripts["build"].startswith("tsc -b tsconfig.build.json ")
    for source in (frontend / "src").rglob("*.ts*"):
        if ".test." not in source.name and frontend / "src" / "testing" not in source.parents:
            for there in re.findall(
                r"""["'](\.\.?/[^"']+)["']""", source.read_text(encoding="utf-8")
            ):
                target = Path(os.path.normpath(source.parent / there))
                assert frontend in target.parents, f"{source} takes {there}, outside frontend"


def test_compose_itself_accepts_both_files() -> None:
    if not shutil.which("docker-compose"):
        pytest.skip("docker-compose is not installed here; the tests above hold the syntax")
    command = ["docker-compose", "-f", FILES[0], "-f", FILES[1], "config", "-q"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=dict(os.environ))
    assert done.returncode == 0, done.stderr
