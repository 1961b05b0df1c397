"""What a first visit loads before the charts: the compressed bytes of every script of the page and of its imports.

python -m tests.bench.page_size
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from tests.bench.served import table

PAGE = Path(__file__).parents[2] / "backend/torchground/server/page"
STATIC_IMPORT = re.compile(r"""(?:import|from)\s*["']\./([\w.-]+\.js)["']""")
LIMIT_KB = 350


def main() -> None:
    index = (PAGE / "index.html").read_text()
    waiting = [
        PAGE / path.lstrip("./") for path in re.findall(r'(?:src|href)="([^"]+\.js)"', index)
    ]
    sizes: dict[Path, int] = {}
    while waiting:
        script = waiting.pop()
        if script in sizes:
            continue
        sizes[script] = len(gzip.compress(script.read_bytes(), 6))
        waiting += [script.parent / name for name in STATIC_IMPORT.findall(script.read_text())]
    rows: list[list[object]] = [[path.name, size / 1000] for path, size in sizes.items()]
    total = sum(sizes.values()) / 1000
    table([*rows, ["all", total], [f"of {LIMIT_KB} KB", total / LIMIT_KB]], "script", "KB gzipped")


if __name__ == "__main__":
    main()
