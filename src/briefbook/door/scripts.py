"""The scripts that the theme writes into its pages.

In: MkDocs's settings and the way from a page to the top of the site. Out: the hashes of the theme's own scripts, as
they read on that page. They are rendered here from the theme's own folder, where no template of a site can take the
place of one, and never read from built pages: what someone else puts into a page must not thereby become allowed.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

from jinja2 import Environment, FileSystemLoader, TemplateNotFound
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_theme_dir

from briefbook.policy import hash_of, headers_file, page_policy
from briefbook.review.sheet import sheet

_FOLDER = "partials/javascripts"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class ThemeScripts:
    """Knows what the theme's scripts are on the pages of one build."""

    def __init__(self, config: MkDocsConfig) -> None:
        """Take the settings of the build."""
        self._config = config
        self._environment = _environment(config)
        self._hashes: dict[str, tuple[str, ...]] = {}

    def policy(self, base: str) -> str:
        """The policy of a page from which `base` leads to the top of the site."""
        if base not in self._hashes:
            self._hashes[base] = tuple(map(hash_of, self._scripts(base)))
        return page_policy(self._hashes[base])

    def headers(self) -> str:
        """What a server says of all pages whose policy was asked for, and of a review that is put beside them."""
        return headers_file({one for hashes in self._hashes.values() for one in hashes}, [hash_of(sheet())])

    def _scripts(self, base: str) -> Iterator[str]:
        features = self._config.theme.get("features") or []
        for name in _partials(self._config):
            with suppress(TemplateNotFound):  # another theme has others, or none
                template = self._environment.get_template(name)
                yield from _SCRIPT.findall(template.render(config=self._config, base_url=base, features=features))


def _partials(config: MkDocsConfig) -> Iterator[str]:
    """The partials with scripts that the theme puts into pages of this site; consent and analytics are not for us."""
    yield f"{_FOLDER}/base.html"
    yield f"{_FOLDER}/palette.html"
    yield f"{_FOLDER}/content.html"
    if "announce.dismiss" in (config.theme.get("features") or []):
        yield f"{_FOLDER}/announce.html"
    if config.extra.get("version"):
        yield f"{_FOLDER}/outdated.html"


def _environment(config: MkDocsConfig) -> Environment:
    """The theme's own templates, as MkDocs would render them, without any that stand in for them."""
    environment = config.theme.get_env()
    environment.loader = FileSystemLoader([get_theme_dir(config.theme.name)] if config.theme.name else [])
    return environment
