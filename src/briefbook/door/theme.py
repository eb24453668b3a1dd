"""What the theme is told before it renders anything.

In: MkDocs's settings, and ours. Out: MkDocs's with the folders of overrides, our styles and our scripts in them, and
its words escaped. A site's own styles come after ours, so that one line in them changes one of our tokens.
"""

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from briefbook.leftovers import written
from briefbook.load import Settings
from briefbook.load.package import package_folder
from briefbook.tokens import OWN

_SHEETS = "fonts tokens theme page records pictures timeline boards previews search conveniences changes editing"
STYLES = tuple(f"assets/stylesheets/{name}.css" for name in (*_SHEETS.split(), "tombstones", "print"))
# What is words in `mkdocs.yml` is words on a page; the theme writes it as it stands.
_WORDS = ("site_name", "site_description", "site_author")
SCRIPTS = tuple(f"assets/javascripts/{name}.js" for name in ("previews", "timeline"))


class ThemeFolders(FileSystemLoader):
    """The theme's folders, listed without what begins with a dot: ten thousand icons, which templates ask for by name.

    MkDocs lists all files of a theme at each build, and leaves these out one by one.
    """

    def list_templates(self) -> list[str]:
        """The files that may be wanted, as paths within the first folder that has them."""
        found = (file for folder in self.searchpath for file in _files(folder))
        return sorted(set(found))


def _files(folder: str) -> Iterable[str]:
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(here, name).relative_to(folder).as_posix() for name in files)


def _environment(theme: Theme) -> Environment:
    """The theme's environment, as MkDocs makes it, with our way to list its files."""
    env = Theme.get_env(theme)
    env.loader = ThemeFolders(theme.dirs)
    return env


def prepare(config: MkDocsConfig, settings: Settings) -> None:
    """Put our overrides behind the site's own and before the theme's, and ask for our styles and scripts once."""
    config.use_directory_urls = False
    for name in _WORDS:
        if words := config[name]:
            config[name] = written(words)
    config.theme["font"] = False
    config.theme.get_env = partial(_environment, config.theme)  # type: ignore[method-assign]
    own = settings.overrides
    first = [str(folder) for folder in (own, package_folder("overrides")) if folder.is_dir()]
    config.theme.dirs[:] = dict.fromkeys([*first, *config.theme.dirs])
    last = [OWN.as_posix()] if (own / OWN).is_file() else []
    config.extra_css[:] = dict.fromkeys([*STYLES, *config.extra_css, *last])
    config.extra_javascript.extend(script for script in SCRIPTS if script not in config.extra_javascript)


def watched(settings: Settings) -> list[Path]:
    """Every folder that a page is made from, whether it is there or not."""
    own = (settings.docs, settings.data, settings.macros, settings.overrides, settings.words)
    return list(dict.fromkeys((*own, package_folder("macros"), package_folder("overrides"))))
