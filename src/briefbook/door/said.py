"""What MkDocs says while it works.

In: a logger. Out: the sentences of its warnings, and one text that says why it stopped. Apart from what runs MkDocs
because a build and a preview listen in the same way.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateSyntaxError


class Said(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        """Listen to warnings and what is worse."""
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a sentence."""
        self.messages.append(record.getMessage())


@contextmanager
def listening(said: Said) -> Iterator[Said]:
    """Listen to MkDocs, and let nobody else repeat what it says."""
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(said)


def why(said: Said, error: BaseException) -> str:
    """Why MkDocs stopped: what it warned of, and the error unless that only counts the warnings."""
    if isinstance(error, TemplateSyntaxError):
        return f"{Path(error.filename or error.name or 'template').name}:{error.lineno}: {error.message}"
    last = [] if said.messages and str(error).startswith("Aborted with") else [str(error)]
    text = "\n".join(line.strip() for line in (*said.messages, *last))
    return text.removesuffix("Nothing was built.").strip()
