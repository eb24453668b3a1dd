"""The old address of a page: a page that leads on to where it is today.

In: the linked site, and what of it was published. Out: small finished pages by their path. Without scripts they lead on
to the top of the page; with them to the place that an old link named. A reader whose browser does neither finds the
link.
"""

import posixpath
from collections.abc import Callable, Iterator

from briefbook.editions.addresses import Published
from briefbook.leftovers import written
from briefbook.link import Address, Briefing, Page, Site
from briefbook.render.place import Place
from briefbook.words import Words

_HTML = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="canonical" href="{href}">
<noscript><meta http-equiv="refresh" content="0; url={href}"></noscript>
</head>
<body>
<p>{notice} <a href="{href}">{title}</a></p>
<script src="{script}"></script>
</body>
</html>
"""
_SCRIPT = "assets/javascripts/moved.js"
Told = Callable[[Briefing], Published]
Moved = tuple[str, Address, str, str]  # the old path, where it is today, its title, the language


def moved_pages(site: Site, words: Callable[[str], Words], told: Told) -> dict[str, str]:
    """A page for every address that a page once had, by its path with ending; one that is in use again gets none."""
    taken = {page.path for page in site.pages} | {page.path for one in site.briefings for page in one.pages}
    found: dict[str, str] = {}
    for path, address, title, language in _moved(site, told):
        if path not in taken:
            found.setdefault(f"{path}.html", _page(path, address, title, language, words(language)))
    return found


def _moved(site: Site, told: Told) -> Iterator[Moved]:
    for page in site.pages:
        yield from _by_name(page, "en")
    for briefing in site.briefings:
        titles = {record.address: record.title for record in briefing.by_id.values()}
        titles |= {page.address: page.title for page in briefing.pages}
        for page in briefing.pages:
            yield from _by_name(page, briefing.model.language)
        for path, address in told(briefing).moved.items():
            yield path, address, titles[address], briefing.model.language


def _by_name(page: Page, language: str) -> Iterator[Moved]:
    """The addresses of a page under the names it says it had."""
    for name in page.formerly:
        yield posixpath.join(posixpath.dirname(page.path), name), page.address, page.title, language


def _page(path: str, address: Address, title: str, language: str, words: Words) -> str:
    place = Place(path)
    return _HTML.format(
        language=written(language),
        title=written(title),
        href=written(place.href(address)),
        notice=written(words.say("This page has another address now:")),
        script=written(place.file(_SCRIPT)),
    )
