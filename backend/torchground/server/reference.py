"""The HTTP API as a page to read: ``python -m torchground.server.reference FILE``. Plain HTML without a script.

It is made from the same description as the browser's types, so it cannot tell of another API than there is. Swagger UI
was not picked: it brings more than a megabyte of script, and its npm package reports each installation.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]

METHODS = ("get", "post", "put", "patch", "delete")
STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code, th { font-family: ui-monospace, monospace; font-weight: normal; font-size: 0.9em; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.2rem 0.8rem 0.2rem 0; border-top: 1px solid #8884; }
h3 { margin: 2rem 0 0; border-top: 2px solid #8888; padding-top: 0.5rem; }
nav ul { columns: 18rem; padding-left: 1rem; }
small { opacity: 0.75; }
"""


def page_of(described: Json) -> str:
    """The whole page for an OpenAPI description."""
    info, schemas = described["info"], described["components"]["schemas"]
    body = [
        f"<h1>{escape(info['title'])} {escape(info['version'])}: the HTTP API</h1>",
        f"<p>{_text(info['summary'])} {_text(info['description'])}</p>",
        '<p>For programs: <a href="/api/openapi.json">/api/openapi.json</a>.</p>',
        "<nav><h2>Routes</h2><ul>",
        *(
            f'<li><a href="#{_id(m, path)}">{_heading(m, path)}</a></li>'
            for m, path, _ in _all(described)
        ),
        "</ul></nav>",
        *(_operation(method, path, operation) for method, path, operation in _all(described)),
        "<h2>Values</h2>",
        *(_schema(name, schema) for name, schema in sorted(schemas.items())),
    ]
    title = f"<title>{escape(info['title'])}: the HTTP API</title>"
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">{title}'
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}<style>{STYLE}</style></head>\n'
        f"<body><main>\n{chr(10).join(body)}\n</main></body></html>\n"
    )


def _all(described: Json) -> Iterator[tuple[str, str, Json]]:
    for path, operations in sorted(described["paths"].items()):
        for method in METHODS:
            if method in operations:
                yield method, path, operations[method]


def _operation(method: str, path: str, operation: Json) -> str:
    rows = [
        _row(name["name"], name["schema"], name.get("description", ""), name.get("required", False))
        for name in operation.get("parameters", [])
    ]
    bodies = operation.get("requestBody", {}).get("content", {})
    sent = [_content("Body", kind, content) for kind, content in bodies.items()]
    answers = [
        _content(f"Answer {status}", kind, content)
        for status, answer in operation["responses"].items()
        if status.startswith("2")
        for kind, content in (answer.get("content") or {"": {}}).items()
    ]
    table = f"<table>{''.join(rows)}</table>" if rows else ""
    about = _text(operation.get("description", ""))
    head = f'<h3 id="{_id(method, path)}">{_heading(method, path)}</h3>'
    return f"<section>{head}<p>{about}</p>{table}{''.join(sent)}{''.join(answers)}</section>"


def _content(what: str, kind: str, content: Json) -> str:
    if not kind:
        return f"<p>{what}: no content</p>"
    return f"<p>{what}: {_type(content.get('schema', {}))} <small>{escape(kind)}</small></p>"


def _schema(name: str, schema: Json) -> str:
    required = schema.get("required", [])
    rows = [
        _row(field, of, of.get("description", ""), field in required)
        for field, of in schema.get("properties", {}).items()
    ]
    whole = f"<table>{''.join(rows)}</table>" if rows else f"<p>{_type(schema)}</p>"
    about = _text(schema.get("description", ""))
    return f'<section><h3 id="{escape(name)}"><code>{escape(name)}</code></h3><p>{about}</p>{whole}</section>'


def _row(name: str, schema: Json, about: str, required: bool) -> str:
    kind = _type(schema) + ("" if required else " <small>optional</small>")
    return (
        f"<tr><th>{escape(name)}</th><td>{kind}{_bounds(schema)}</td><td>{_text(about)}</td></tr>"
    )


def _type(schema: Json) -> str:
    """What a value may be, with links to the values that have a name."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rsplit("/", 1)[-1])
        return f'<a href="#{name}"><code>{name}</code></a>'
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return " or ".join(_type(one) for one in schema[several])
    if "const" in schema:
        return f"<code>{escape(repr(schema['const']))}</code>"
    if "enum" in schema:
        return " or ".join(f"<code>{escape(str(one))}</code>" for one in schema["enum"])
    if schema.get("type") == "array":
        items = schema.get("prefixItems") or [schema.get("items", {})]
        return f"list of {', '.join(_type(item) for item in items)}"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return f"object of {_type(schema['additionalProperties'])}"
    return escape(str(schema.get("format") or schema.get("type") or "any value"))


def _bounds(schema: Json) -> str:
    """The range of a number or the length of a text, and the default."""
    words = {
        "minimum": "from",
        "exclusiveMinimum": "above",
        "maximum": "to",
        "exclusiveMaximum": "below",
        "maxLength": "characters up to",
        "maxItems": "at most",
        "default": "default",
    }
    told = [f"{word} {schema[key]!r}" for key, word in words.items() if key in schema]
    return f"<br><small>{escape(', '.join(told))}</small>" if told else ""


def _text(text: str) -> str:
    """A text for people: empty lines divide paragraphs, backticks are code."""
    plain = escape(text.strip()).replace("\n\n", "<br><br>")
    return re.sub(r"``?([^`]+)``?", r"<code>\1</code>", plain)


def _heading(method: str, path: str) -> str:
    return f"<code>{method.upper()} {escape(path)}</code>"


def _id(method: str, path: str) -> str:
    return escape(re.sub(r"\W+", "-", f"{method}{path}").strip("-"))


def main(arguments: list[str]) -> None:
    """Write the page into the file named first, or to standard output."""
    from torchground.server.app import create_app
    from torchground.server.openapi import describe
    from torchground.server.settings import Settings

    page = page_of(describe(create_app(Settings(data_dir=Path()))))
    if arguments:
        Path(arguments[0]).write_text(page, encoding="utf-8")
    else:
        sys.stdout.write(page)


if __name__ == "__main__":
    main(sys.argv[1:])
