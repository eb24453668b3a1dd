"""What the theme is told before it renders anything.

In: MkDocs's settings, and ours. Out: MkDocs's with the folders of overrides, our styles and our scripts in them, and
its words escaped. A site's own styles come after ours, so that one line in them changes one of our tokens.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from briefbook.leftovers import written
from briefbook.load import Settings
from briefbook.load.package import package_folder
from briefbook.tokens import OWN

_SHEETS = "fonts tokens theme page records pictures timeline boards previews search conveniences changes editing"
STYLES = tuple(f"assets/stylesheets/{name}.css" for name in (*_SHEETS.split(), "tombstones", "print"))
# What is words in `mkdocs.yml` is words on a page; the theme writes it as it stands.
_WORDS = ("site_name", "site_description", "site_author")
SCRIPTS = tuple(f"assets/javascripts/{name}.js" for name in ("previews", "timeline"))


def prepare(config: MkDocsConfig, settings: Settings) -> None:
    """Put our overrides behind the site's own and before the theme's, and ask for our styles and scripts once."""
    config.use_directory_urls = False
    for name in _WORDS:
        if words := config[name]:
            config[name] = written(words)
    config.theme["font"] = False
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
