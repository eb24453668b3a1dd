"""What the theme is told before it renders anything.

In: MkDocs's settings. Out: the same settings with our folder of overrides, our styles and our scripts in them, and its
words escaped.
"""

from mkdocs.config.defaults import MkDocsConfig

from briefbook.leftovers import written
from briefbook.load.package import package_folder

_SHEETS = "fonts tokens theme page records pictures timeline boards previews search conveniences changes editing"
STYLES = tuple(f"assets/stylesheets/{name}.css" for name in (*_SHEETS.split(), "tombstones", "print"))
# What is words in `mkdocs.yml` is words on a page; the theme writes it as it stands.
_WORDS = ("site_name", "site_description", "site_author")
SCRIPTS = tuple(f"assets/javascripts/{name}.js" for name in ("previews", "timeline"))


def prepare(config: MkDocsConfig) -> None:
    """Put our overrides behind the site's own and before the theme's, and ask for our styles and scripts once."""
    config.use_directory_urls = False
    for name in _WORDS:
        if words := config[name]:
            config[name] = written(words)
    config.theme["font"] = False
    shipped = str(package_folder("overrides"))
    own = config.theme.custom_dir
    if shipped not in config.theme.dirs:
        config.theme.dirs.insert(1 if own else 0, shipped)
    config.extra_css.extend(style for style in STYLES if style not in config.extra_css)
    config.extra_javascript.extend(script for script in SCRIPTS if script not in config.extra_javascript)
