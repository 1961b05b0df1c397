"""Problems of a project file as lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torchground.network.check.problems import Problem, Report


def described(problem: Problem) -> str:
    """A problem in a line, and a line for each thing that would mend it."""
    place = problem.place
    if problem.node is not None:
        place = f"{problem.node} ({place})" if place else problem.node
    elif problem.edge is not None:
        place = f"{problem.edge.source} -> {problem.edge.target} ({place})"
    lines = [f"{problem.severity}: {place or 'the file'}: {problem.sentence}"]
    return "\n".join([*lines, *(f"    fix: {fix.title}" for fix in problem.fixes)])


def counted(report: Report) -> str:
    """The last line of a check."""
    errors = sum(problem.severity == "error" for problem in report.problems)
    warnings = len(report.problems) - errors
    if not report.ok:
        return f"{errors} problem{'s' if errors != 1 else ''}; nothing was trained"
    aside = f", {warnings} warning{'s' if warnings != 1 else ''}" if warnings else ""
    return f"no problems{aside}: {len(report.nodes)} nodes, {report.num_params:,} parameters"
