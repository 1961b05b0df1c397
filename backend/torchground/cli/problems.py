"""Problems as lines of text for a person, and as JSON for a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from torchground.words import template

if TYPE_CHECKING:
    from torchground.cli.exits import Refused
    from torchground.network.check.problems import Problem, Report
    from torchground.words import Sentence

KEPT_FROM_TRAINING = template(
    "cli.kept_from_training",
    "{errors:# problem keeps|# problems keep} this project from training{warnings}",
)
NOTHING_TRAINED = template(
    "cli.nothing_trained", "{errors:# problem|# problems}; nothing was trained"
)
NO_PROBLEMS = template(
    "cli.no_problems",
    "no problems{warnings}: {nodes:# node|# nodes}, {parameters:# parameter|# parameters}",
)
AND_WARNINGS = template("cli.and_warnings", ", {warnings:# warning|# warnings}")


def described(problem: Problem) -> str:
    """A problem on one line, and a line for each fix."""
    place = problem.place
    if problem.node is not None:
        place = f"{problem.node} ({place})" if place else problem.node
    elif problem.edge is not None:
        place = f"{problem.edge.source} -> {problem.edge.target} ({place})"
    lines = [f"{problem.severity}: {place or 'the file'}: {problem.sentence}"]
    return "\n".join([*lines, *(f"    fix: {fix.title}" for fix in problem.fixes)])


def line_of(problem: Problem) -> dict[str, Any]:
    """A problem of a project file as JSON."""
    return {"problem": {"code": None, "values": {}, **problem.model_dump(mode="json")}}


def refusal_line(refused: Refused) -> dict[str, Any]:
    """A refusal of the command line as JSON, with the same fields as a problem."""
    sentence = refused.sentence
    told = {"severity": "error", "sentence": written(sentence), "place": refused.place}
    return {"problem": {**sentence.plain(), **told, "node": None, "edge": None, "fixes": []}}


def written(sentence: Sentence) -> str:
    """A sentence with a full stop. Its first letter is a capital, unless it begins with an option or a path."""
    text = str(sentence)
    first = text.split(" ", 1)[0]
    return (text[:1].upper() + text[1:] if first.isalpha() else text) + "."


def counts(report: Report) -> tuple[int, int]:
    """The number of errors and the number of warnings."""
    errors = sum(problem.severity == "error" for problem in report.problems)
    return errors, len(report.problems) - errors


def checked(report: Report) -> Sentence:
    """The last line of a check."""
    errors, warnings = counts(report)
    aside = str(AND_WARNINGS(warnings=warnings)) if warnings else ""
    if not report.ok:
        return KEPT_FROM_TRAINING(errors=errors, warnings=aside)
    return NO_PROBLEMS(warnings=aside, nodes=len(report.nodes), parameters=report.num_params)


def not_trained(report: Report) -> Sentence:
    """The last line of a training that did not begin."""
    return NOTHING_TRAINED(errors=counts(report)[0])
