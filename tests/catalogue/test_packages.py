"""Entries of other packages: found by entry point, checked like our own, and left out with a sentence if they fail."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.catalogue.installing import GOOD, installed, write_package
from torchground.catalogue.bases import packages
from torchground.catalogue.bases.entries import UnknownType, entries, parse
from torchground.network.check.checking import check
from torchground.probing.offering import check_with_offers
from torchground.testing import questions
from torchground.testing.drawings import project

LAYERS = "torchground.layers"


def problems_of(site: Path, files: Mapping[str, str], points: Mapping[str, str]) -> list[str]:
    """The problems of a package ``acme`` with these files and entry points."""
    write_package(site, "acme", files, points)
    with installed(site):
        return [str(problem.sentence) for problem in packages.problems()]


@pytest.mark.parametrize(
    "value", ["acme.layers", "acme.layers.double", "acme.layers.double:Double"]
)
def test_an_entry_is_found_by_folder_module_or_class(tmp_path: Path, value: str) -> None:
    write_package(tmp_path, "acme", {"layers/double.py": GOOD}, {LAYERS: value})
    with installed(tmp_path):
        kind = entries("layers")["acme.double"]
        assert packages.problems() == []
        assert packages.package_of(kind) == packages.Package("acme", "1.2")
        assert parse("layers", {"type": "acme.double"}).title == "Double"
        assert check(project({"type": "acme.double"})).ok
    assert "acme.double" not in entries("layers")


def test_our_own_entries_come_from_no_package() -> None:
    assert packages.package_of(entries("layers")["linear"]) is None


def test_an_activation_is_declared_beside_the_layers(tmp_path: Path) -> None:
    points = {"torchground.activations": "acme.activations"}
    write_package(tmp_path, "acme", {"activations/double.py": GOOD}, points)
    with installed(tmp_path):
        assert "acme.double" in entries("layers")


def test_a_type_of_ours_is_never_taken_over(tmp_path: Path) -> None:
    linear = GOOD.replace("{module}.double", "linear")
    (sentence,) = problems_of(tmp_path, {"layers/linear.py": linear}, {LAYERS: "acme.layers"})
    assert "acme.layers.linear.Double of the package acme 1.2 is left out" in sentence
    assert "“linear”" in sentence
    assert "“acme.linear”" in sentence
    assert entries("layers")["linear"].__module__.startswith("torchground.")


def test_two_entries_of_one_type_are_told_and_the_first_stays(tmp_path: Path) -> None:
    files = {"layers/a.py": GOOD, "layers/b.py": GOOD}
    write_package(tmp_path, "acme", files, {LAYERS: "acme.layers"})
    with installed(tmp_path):
        (problem,) = packages.problems()
        assert entries("layers")["acme.double"].__module__ == "acme.layers.a"
    assert "acme.layers.b.Double" in str(problem.sentence)
    assert "already that of acme.layers.a.Double" in str(problem.sentence)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("raise SystemExit('bye')", "SystemExit: bye"),
        ("this is no Python", "SyntaxError"),
        ("class Broken(dict, int): pass", "TypeError"),
    ],
)
def test_a_module_that_fails_is_a_sentence_and_the_others_stay(
    tmp_path: Path, text: str, told: str
) -> None:
    files = {"layers/double.py": GOOD, "layers/broken.py": text}
    write_package(tmp_path, "acme", files, {LAYERS: "acme.layers"})
    with installed(tmp_path):
        (problem,) = packages.problems()
        assert "acme.double" in entries("layers")
    assert "acme.layers.broken of the package acme 1.2 could not be loaded" in str(problem.sentence)
    assert told in str(problem.sentence)


def test_an_entry_point_that_leads_nowhere_is_a_sentence(tmp_path: Path) -> None:
    (sentence,) = problems_of(tmp_path, {"layers/double.py": GOOD}, {LAYERS: "acme.lairs"})
    assert "acme.lairs of the package acme 1.2 could not be loaded" in sentence


def test_a_folder_without_entries_is_a_sentence(tmp_path: Path) -> None:
    (sentence,) = problems_of(tmp_path, {"layers/nothing.py": "x = 1"}, {LAYERS: "acme.layers"})
    assert "acme.layers of the package acme 1.2 has no entries" in sentence


def test_a_misspelled_group_is_a_sentence_that_names_the_right_one(tmp_path: Path) -> None:
    points = {"torchground.layer": "acme.layers"}
    (sentence,) = problems_of(tmp_path, {"layers/double.py": GOOD}, points)
    assert (
        "under torchground.layer, which is no folder of the catalogue; use torchground.layers"
        in sentence
    )


@pytest.mark.filterwarnings("ignore:Field name")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('title = "Double"', 'title = ""'), "no title"),
        (("Doubles every number that comes in; nothing is learned.", "Doubles."), "8 characters"),
        (("elementwise = True", "size: int = 3"), "field size has no docstring"),
        (("elementwise = True", "size: int = 3"), "number size has no lower bound"),
        (("elementwise = True", 'formula = "a\\nb"'), "must be one line"),
        (("elementwise = True", "downloads: bool = True"), "something that Layer has"),
        (("(Layer)", "(Initializer)"), "base class is one of the initializers"),
        (("elementwise = True", "max_inputs = object()"), "cannot be written as JSON"),
    ],
)
def test_an_entry_with_a_fault_is_left_out_with_a_sentence(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    text = GOOD.replace("import Layer", "import Initializer, Layer").replace(*change)
    files = {"layers/double.py": text.replace("elementwise = True", "")}
    write_package(tmp_path, "acme", files, {LAYERS: "acme.layers"})
    with installed(tmp_path):
        said = [str(problem.sentence) for problem in packages.problems()]
        assert "acme.double" not in entries("layers")
    assert any(told in sentence for sentence in said), said
    assert all("acme.layers.double.Double of the package acme 1.2" in line for line in said)


def test_a_package_that_loads_torch_is_told_so_and_used(tmp_path: Path) -> None:
    write_package(
        tmp_path, "acme", {"layers/double.py": "import torch\n" + GOOD}, {LAYERS: "acme.layers"}
    )
    code = (
        "from torchground.catalogue.bases import packages; from torchground.catalogue.bases.entries import entries;"
        "print('acme.double' in entries('layers'), *[p.sentence for p in packages.problems()])"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert done.stdout.startswith("True acme.layers of the package acme 1.2 imports torch"), done


def test_a_project_names_the_package_that_is_missing() -> None:
    report = check(project({"type": "acme.double"}))
    (problem,) = [problem for problem in report.problems if problem.node == "n0"]
    assert (
        "acme.double comes from the Python package acme, which is not installed" in problem.sentence
    )


def test_a_project_names_the_fault_of_a_package_that_could_not_be_loaded(tmp_path: Path) -> None:
    write_package(
        tmp_path, "acme", {"layers/double.py": "import nothing_here"}, {LAYERS: "acme.layers"}
    )
    with installed(tmp_path), pytest.raises(UnknownType) as caught:
        parse("layers", {"type": "acme.double"})
    assert "acme.double comes from the package acme 1.2, which has a fault" in str(caught.value)
    assert "nothing_here" in str(caught.value)


def test_a_project_names_what_a_package_has_instead(tmp_path: Path) -> None:
    write_package(tmp_path, "acme", {"layers/double.py": GOOD}, {LAYERS: "acme.layers"})
    with installed(tmp_path):
        with pytest.raises(
            UnknownType, match=r"acme 1\.2 has no acme\.triple; its layers are acme\.double"
        ):
            parse("layers", {"type": "acme.triple"})
        with pytest.raises(
            UnknownType, match=r"acme 1\.2 has no acme\.spots, nor any other of the datasets"
        ):
            parse("datasets", {"type": "acme.spots"})


BAD_PROBE = '''
"""A probe."""
from typing import ClassVar, Literal
from torchground.entries import Probe
from torchground.telemetry.kinds.scalar import ScalarFacts

class Bad(Probe):
    """A probe whose offer for a project is a division by zero."""
    title = "Bad"
    kinds = (ScalarFacts,)
    type: Literal["{module}.bad"] = "{module}.bad"

    @classmethod
    def offers(cls, project):
        return 1 / 0
'''


def test_a_probe_that_fails_while_it_is_asked_is_not_offered_and_named(tmp_path: Path) -> None:
    points = {"torchground.probes": "acme.probes"}
    write_package(tmp_path, "acme", {"probes/bad.py": BAD_PROBE}, points)
    with installed(tmp_path):
        report = check_with_offers(project())
    (problem,) = report.problems
    assert report.ok
    assert report.offers
    assert "The probe Bad of the package acme 1.2 failed" in problem.sentence
    assert "ZeroDivisionError" in problem.sentence


def test_a_layer_that_fails_while_the_check_asks_it_is_a_problem_that_names_its_package(
    tmp_path: Path,
) -> None:
    failing = GOOD.replace(
        "    def build", "    def require(self):\n        1 / 0\n\n    def build"
    )
    write_package(tmp_path, "acme", {"layers/double.py": failing}, {LAYERS: "acme.layers"})
    with installed(tmp_path):
        report = check(project({"type": "acme.double"}))
    (problem,) = report.problems
    assert not report.ok
    assert "An entry of the package acme 1.2 failed" in problem.sentence
    assert "ZeroDivisionError" in problem.sentence


def test_the_suite_for_authors_refuses_a_package_with_a_problem_or_without_entries(
    tmp_path: Path,
) -> None:
    write_package(tmp_path, "acme", {"layers/double.py": "1 / 0"}, {LAYERS: "acme.layers"})
    with installed(tmp_path), pytest.raises(AssertionError, match="division by zero"):
        questions("acme")
    with pytest.raises(AssertionError, match="has no entries; is it installed"):
        questions("no_such_package")


def test_the_suite_for_authors_finds_a_shape_rule_that_is_not_torchs(tmp_path: Path) -> None:
    wrong = GOOD.replace("return input_shapes[0]", "return (*input_shapes[0][:-1], 3)")
    write_package(tmp_path, "acme", {"layers/double.py": wrong}, {LAYERS: "acme.layers"})
    with installed(tmp_path):
        asked = {question.put.__name__: question for question in questions("acme")}
        asked["is_declared_as_it_should_be"].ask()
        with pytest.raises(AssertionError):
            asked["promises_torchs_own_shape_and_param_count"].ask()
