"""The built page: a fixed list of files made at start, so no path a browser asks for ever reaches the disk."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response

_FOREVER = "public, max-age=31536000, immutable"
_COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg")
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}
NOT_BUILT = (
    "<!doctype html><html lang=en><title>Torchground</title><p>The page has not been built yet. "
    "Run <code>python3 run.py setup</code>, then load this page again. The API is already here: "
    "<a href=/api/openapi.json>/api/openapi.json</a>."
)


@dataclass(frozen=True)
class File:
    """One file of the page, in memory."""

    body: bytes
    media_type: str
    etag: str
    cache: str
    squeezed: bytes | None
    """gzip, where that is smaller."""


class Page:
    """Every file of the page by its path in the address, without the leading slash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, File] = {}

    async def load(self) -> None:
        """Read and compress all files, off the event loop."""
        self._files = await asyncio.to_thread(_read_all, self._folder)

    def answer(self, path: str, *, accepts_gzip: bool, known_etag: str | None) -> Response:
        """The file at ``path``; the page itself where the path has no file and looks like none; else 404."""
        file = self._files.get(path)
        if file is None and "." not in path.rsplit("/", 1)[-1]:
            file = self._files.get("index.html") or _NOT_BUILT
        if file is None:
            return Response(f"There is no file {path[:200]!r}.", 404, media_type="text/plain")
        headers = {"etag": file.etag, "cache-control": file.cache, "vary": "Accept-Encoding"}
        if known_etag == file.etag:
            return Response(None, 304, headers)
        if accepts_gzip and file.squeezed is not None:
            headers["content-encoding"] = "gzip"
            return Response(file.squeezed, 200, headers, file.media_type)
        return Response(file.body, 200, headers, file.media_type)


def _read_all(folder: Path) -> dict[str, File]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): _read(path, folder) for path in files}


def _read(path: Path, folder: Path) -> File:
    media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    hashed = path.relative_to(folder).parts[0] == "assets"
    return _file(path.read_bytes(), media_type or "application/octet-stream", hashed=hashed)


def _file(body: bytes, media_type: str, *, hashed: bool) -> File:
    """``hashed``: its name changes with its content, so a browser may keep it forever."""
    squeezed = gzip.compress(body, 6, mtime=0) if media_type.startswith(_COMPRESSED) else None
    return File(
        body,
        media_type,
        f'"{hashlib.sha256(body).hexdigest()[:24]}"',
        _FOREVER if hashed else "no-cache",
        squeezed if squeezed and len(squeezed) < len(body) else None,
    )


_NOT_BUILT = _file(NOT_BUILT.encode(), "text/html", hashed=False)
