"""MkDocs, run by us.

In: settings and a linked site. Out: a built folder. Apart from the plugin because it calls MkDocs, and the
plugin is called by it.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from briefbook.door.said import Said, listening, why
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
    said = Said()
    try:
        with listening(said), TemporaryDirectory() as nothing:  # MkDocs wants a folder of pages; a site may have none
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
    except (Abort, PluginError, TemplateError) as error:
        raise EngineError(why(said, error)) from None
