"""Logs one line for each event to standard error: text on a terminal, JSON elsewhere. Never logs bodies."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog

_LONGEST = 2_000


def set_up() -> None:
    """Sets up the same log for our own code and for the libraries."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _shortened,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: Any = structlog.processors.JSONRenderer()
    if sys.stderr.isatty():
        renderer = structlog.dev.ConsoleRenderer()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("torchground").setLevel(logging.INFO)
    logging.getLogger("uvicorn.error").addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    """Drops uvicorn's error about a socket that the server refused on purpose. A page of another site could fill the
    log with it."""
    return record.msg != "ASGI callable returned without completing handshake."


def _shortened(logger: Any, name: str, event: Any) -> Any:
    """Shortens long values of an event."""
    return {
        key: value[:_LONGEST] if isinstance(value, str) else value for key, value in event.items()
    }
