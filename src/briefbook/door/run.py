"""MkDocs, run by us.

In: settings and a linked site. Out: a built folder, or a server. Apart from the plugin because it calls MkDocs, and the
plugin is called by it.
"""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from briefbook.door.reading import LOG
from briefbook.link import Site
from briefbook.load import Settings
from briefbook.web import Renderer


class EngineError(Exception):
    """MkDocs could not build the site; the message is what it said."""


def build_with_mkdocs(
    settings: Settings, site: Site, target: Path, renderer: Renderer, cards: Mapping[str, str]
) -> None:
    """Build a linked site into an empty folder.

    Raises EngineError where MkDocs stops or warns: no page of ours gives it a reason to.
    """
    said = _Said()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    logger.propagate = False
    try:
        with TemporaryDirectory() as nothing:  # MkDocs wants a folder of pages, and a site may have none
            docs = settings.docs if settings.docs.is_dir() else Path(nothing)
            config = load_config(str(settings.config), docs_dir=str(docs), site_dir=str(target), strict=True)
            plugin = config.plugins["briefbook"]
            plugin.hand(settings, site, renderer)  # type: ignore[attr-defined]
            plugin.take_cards(cards)  # type: ignore[attr-defined]
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build(config)
            finally:
                config.plugins.on_shutdown()
    except (Abort, PluginError) as error:
        raise EngineError("\n".join([*said.messages, str(error)])) from None
    finally:
        logger.removeHandler(said)


class _Said(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def serve_with_mkdocs(settings: Settings, address: str, tell: Callable[[str], None]) -> None:
    """Serve the site and rebuild it on every save; `tell` receives what the plugin says of it.

    Raises EngineError where there is nothing to serve; what is wrong has been said then.
    """
    LOG.setLevel(logging.INFO)
    LOG.addHandler(telling := _Telling(tell))
    try:
        mkdocs_serve(config_file=str(settings.config), dev_addr=address)
    except Abort:
        raise EngineError("nothing can be served") from None
    finally:
        LOG.removeHandler(telling)


class _Telling(logging.Handler):
    """Hands on what the plugin says."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell(record.getMessage())
