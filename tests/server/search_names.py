"""What the page's search knows of the catalogue and of the lessons, as a file for the page's own tests.

``python -m tests.server.search_names`` writes it again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from torchground.lessons import lessons
from torchground.server.routes.catalogue import catalogue

PATH = Path(__file__).parents[1] / "golden" / "search_names.json"
TEXTS = {"help", "formula", "source", "description"}
"""They change often, and nothing is found first by them."""


def search_names() -> str:
    """The catalogue as the page gets it and the names of the lessons, without texts."""
    whole = catalogue().model_dump(mode="json", by_alias=True, exclude_none=True)
    del whole["families"]["probes"]  # they are not searched
    found = [
        {"id": one.id, "title": one.title, "group": one.group, "terms": one.terms}
        for one in lessons()
    ]
    return json.dumps({"catalogue": _pruned(whole), "lessons": found}, indent=1, ensure_ascii=False)


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if not (k in TEXTS and isinstance(v, str))}
        return {key: _pruned(item) for key, item in kept.items()}
    return [_pruned(item) for item in value] if isinstance(value, list) else value


if __name__ == "__main__":
    PATH.write_text(search_names() + "\n", encoding="utf-8")
