"""A feed as Atom (RFC 4287).

In: a `Feed`. Out: its bytes. Written directly: the form is a dozen elements, and a library for it stamps the clock.
"""

from xml.etree import ElementTree

from briefbook.feeds.entries import Entry, Feed

_NAMESPACE = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def atom(feed: Feed, path: str) -> bytes:
    """The bytes of a feed that lies at `path` in the site."""
    root = ElementTree.Element("feed", {"xmlns": _NAMESPACE, _XML_LANG: feed.language})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated)
    _author(root, feed.publisher)
    if feed.site_url:
        _add(root, "link", "", rel="self", type="application/atom+xml", href=f"{feed.site_url}{path}")
        _add(root, "link", "", rel="alternate", type="text/html", href=feed.home)
    for entry in feed.entries:
        _entry(root, entry)
    ElementTree.indent(root, " ")
    written: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(root: ElementTree.Element, entry: Entry) -> None:
    here = ElementTree.SubElement(root, "entry", {_XML_LANG: entry.language})
    _add(here, "id", entry.id)
    _add(here, "title", entry.title)
    _add(here, "published", entry.published)
    _add(here, "updated", entry.updated)
    for name in entry.authors:
        _author(here, name)
    if entry.url:
        _add(here, "link", "", rel="alternate", type="text/html", href=entry.url)
    for topic in entry.topics:
        _add(here, "category", "", term=topic)
    _add(here, "summary", entry.summary, type="text")
    _add(here, "content", entry.html, type="html")


def _author(here: ElementTree.Element, name: str) -> None:
    _add(ElementTree.SubElement(here, "author"), "name", name)


def _add(here: ElementTree.Element, tag: str, text: str, **attributes: str) -> None:
    element = ElementTree.SubElement(here, tag, attributes)
    element.text = text or None
