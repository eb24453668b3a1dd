"""The built site, looked at once more before anybody else does.

In: a folder of HTML. Out: findings. Every internal address and fragment leads somewhere, no id stands twice, nothing
comes from another host, nothing in a page is forbidden by its own policy, and no trace of a failed rendering is left;
feeds, and what a page says of itself to programs, can be read and lead somewhere too.
It reads only what was built, so that it holds for the theme's pages as much as for ours.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from briefbook.feeds.links import in_feed, in_json, is_feed
from briefbook.findings import Finding, Position
from briefbook.leftovers import LEFTOVER
from briefbook.policy import PolicyWatch, Trouble

_LOADS = {
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
}
_LOADING_RELATIONS = {
    "stylesheet",
    "icon",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "manifest",
}
_FROM_ELSEWHERE = re.compile(r"\s*https?:", re.IGNORECASE)
_SILENT = {"script", "style", "code", "pre", "template"}


@dataclass(slots=True)
class _Page:
    """What a page offers and asks for; places are line and column counted from 1."""

    name: str
    ids: dict[str, tuple[int, int]] = field(default_factory=dict)
    links: list[tuple[str, tuple[int, int]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    leads_on: str = ""


class _Reader(HTMLParser):
    """Collects ids and addresses of one page; text is read as it is written, for `leftovers` writes some by number."""

    def __init__(self, page: _Page) -> None:
        super().__init__(convert_charrefs=False)
        self.page = page
        self.silent: list[str] = []
        self.policy = PolicyWatch()
        self.told: list[str] | None = None

    def say_all(self, troubles: Iterable[Trouble]) -> None:
        for trouble in troubles:
            self.say(*trouble)

    def say(self, code: str, message: str, help_line: str) -> None:
        line, column = self.getpos()
        self.page.findings.append(Finding(Position(self.page.name, line, column + 1), code, message, help_line))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        values = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self.silent.append(tag)
        if "id" in values:
            if values["id"] in self.page.ids:
                self.say(
                    "duplicate-anchor",
                    f"the id '{values['id']}' stands twice on this page",
                    "one of the two must go",
                )
            self.page.ids.setdefault(values["id"], (line, column + 1))
        for name in ("href", "src"):
            if name in values:
                self.page.links.append((values[name], (line, column + 1)))
        if tag == "a" and "href" in values and not values["href"].strip():
            self.say(
                "broken-link",
                f"an element '{tag}' here has an empty address",
                "what it names is not published: mend the reference, or the template that writes it",
            )
        self.loads(tag, values)
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.page.leads_on = values.get("content", "").partition("url=")[2]
            self.page.links.append((self.page.leads_on, (line, column + 1)))
        if tag == "script" and values.get("type", "").strip().lower() == "application/ld+json":
            self.told = []
        self.say_all(self.policy.start(tag, values))

    def loads(self, tag: str, values: dict[str, str]) -> None:
        """Refuse what a browser would fetch from another host without being asked."""
        fetched = [values[name] for element, name in _LOADS if element == tag and name in values]
        if tag == "link" and set(values.get("rel", "").split()) & _LOADING_RELATIONS:
            fetched.append(values.get("href", ""))
        for address in fetched:
            if address.startswith("//") or _FROM_ELSEWHERE.match(address):
                self.say(
                    "third-party",
                    f"'{address}' is fetched from another host",
                    "keep the file in the site itself",
                )

    def handle_endtag(self, tag: str) -> None:
        self.say_all(self.policy.end(tag))
        if tag == "script" and self.told is not None:
            self.read_data("".join(self.told))
            self.told = None
        if tag in self.silent:
            self.silent.remove(tag)

    def handle_data(self, data: str) -> None:
        self.policy.data(data)
        if self.told is not None:
            self.told.append(data)
        if not self.silent and (match := LEFTOVER.search(data)):
            self.say(
                "leftover",
                f"'{match.group()}' looks like a rendering that failed",
                "look at the component on this page",
            )

    def read_data(self, text: str) -> None:
        """Follow the addresses in what the page says of itself to programs."""
        line, column = self.getpos()
        try:
            self.page.links += [(address, (line, column + 1)) for address in in_json(text)]
        except ValueError as error:
            self.say(*_unreadable("the data of this page", error))


def verify(folder: Path, site_url: str = "", promised: Iterable[str] = ()) -> list[Finding]:
    """Check a built site. Paths in findings are relative to `folder`, which a host serves at `site_url`.

    `promised` are addresses that must be there, `page` or `page#anchor` without ending, because they were published.
    """
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {name: _read(folder / name, name) for name in sorted(files) if name.endswith(".html")}
    findings = [finding for page in pages.values() for finding in page.findings]
    feeds = [_read_feed(folder / name, name) for name in sorted(files) if is_feed(name)]
    findings += [finding for feed in feeds for finding in feed.findings]
    for page in (*pages.values(), *feeds):
        findings += _check_links(page, pages, files, site_url)
    findings += [lost for address in promised if (lost := _lost(address, pages))]
    return [*findings, *_collisions(files)]


def _read(path: Path, name: str) -> _Page:
    page = _Page(name)
    reader = _Reader(page)
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return page


def _read_feed(path: Path, name: str) -> _Page:
    """A feed as a page that offers nothing and asks for what it links to."""
    page = _Page(name)
    try:
        page.links = [(address, (1, 1)) for address in in_feed(name, path.read_bytes())]
    except ValueError as error:
        page.findings.append(Finding(Position(name), *_unreadable("the feed", error)))
    return page


def _unreadable(what: str, error: ValueError) -> Trouble:
    return "broken-data", f"{what} cannot be read: {error}", "look at the template that writes it"


def _check_links(page: _Page, pages: dict[str, _Page], files: set[str], site_url: str) -> Iterator[Finding]:
    root = urlsplit(site_url).path or "/"
    for address, (line, column) in page.links:
        position = Position(page.name, line, column)
        try:
            target, fragment = _resolve(page.name, _own(address, site_url), root)
        except ValueError:
            yield Finding(position, "broken-link", f"'{address}' is no address", "look at its host and its port")
            continue
        if target is None:
            continue
        if target not in files:
            yield Finding(position, "broken-link", f"'{address}' leads nowhere", f"there is no '{target}'")
        elif fragment and target in pages and fragment not in pages[target].ids and fragment != "top":
            yield Finding(
                position,
                "missing-anchor",
                f"'{address}' names a place that is not there",
                f"{target} has no '{fragment}'",
            )


def _lost(address: str, pages: dict[str, _Page]) -> Finding | None:
    """Follow an address that was published; a page that leads on may lead to one that does."""
    path, _, anchor = address.partition("#")
    page = pages.get(f"{path}.html")
    for _ in range(3):
        if page is None or not page.leads_on:
            break
        try:
            target, fragment = _resolve(page.name, page.leads_on, "/")
        except ValueError:
            break
        page, anchor = pages.get(target or ""), fragment or anchor
    if page is not None and (not anchor or anchor in page.ids):
        return None
    message = f"'{path}.html{anchor and '#'}{anchor}' was published once, and leads nowhere now"
    help_line = "look at the template of the page, which leaves it out"
    return Finding(Position(f"{path}.html"), "lost-address", message, help_line)


def _own(address: str, site_url: str) -> str:
    """An address on this very site as a path of it; any other as it is."""
    if site_url and address.startswith(site_url):
        return f"{urlsplit(site_url).path}{address.removeprefix(site_url)}"
    return address


def _resolve(page: str, address: str, root: str) -> tuple[str | None, str]:
    """The file an address names within the site, or None for one that leads out of it; ValueError for what is none."""
    parts = urlsplit(address.strip())
    if parts.scheme or parts.netloc:
        return None, ""
    path = unquote(parts.path)
    if not path:
        return page, unquote(parts.fragment)
    base = "" if path.startswith("/") else posixpath.dirname(page)
    target = posixpath.normpath(posixpath.join(base, path.removeprefix(root).lstrip("/")))
    if path.endswith("/") or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target, unquote(parts.fragment)


def _collisions(files: set[str]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name in sorted(files):
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            yield Finding(
                Position(name),
                "same-output",
                f"'{other}' and '{name}' are one file on many disks",
                "rename one of the two",
            )
