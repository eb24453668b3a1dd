"""The old address of a page that was renamed: a page that leads on to the new one.

In: the linked site. Out: small finished pages by their path. They run nothing and need nothing; a reader whose browser
does not follow finds the link.
"""

import posixpath
from collections.abc import Callable

from briefbook.leftovers import written
from briefbook.link import Briefing, Page, Site
from briefbook.render.place import relative
from briefbook.words import Words

_HTML = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="canonical" href="{href}">
<meta http-equiv="refresh" content="0; url={href}">
</head>
<body>
<p>{notice} <a href="{href}">{title}</a></p>
</body>
</html>
"""


def moved_pages(site: Site, words: Callable[[str], Words]) -> dict[str, str]:
    """A page for every name that a page once had, by its path with ending; a name that is in use again gets none."""
    taken = {page.path for page in site.pages} | {page.path for one in site.briefings for page in one.pages}
    found: dict[str, str] = {}
    for page, briefing in _pages(site):
        language = briefing.model.language if briefing else "en"
        for name in page.formerly:
            path = posixpath.join(posixpath.dirname(page.path), name)
            if path not in taken:
                found[f"{path}.html"] = _page(page, path, language, words(language))
    return found


def _pages(site: Site) -> list[tuple[Page, Briefing | None]]:
    own: list[tuple[Page, Briefing | None]] = [(page, None) for page in site.pages]
    return own + [(page, one) for one in site.briefings for page in one.pages]


def _page(page: Page, old: str, language: str, words: Words) -> str:
    notice = words.say("This page has another address now:")
    title, href = written(page.title), written(relative(old, page.path))
    return _HTML.format(language=written(language), title=title, href=href, notice=written(notice))
