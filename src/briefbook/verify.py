"""The built site, looked at once more before anybody else does.

In: a folder of HTML. Out: findings. Every internal address and fragment leads somewhere, no id stands twice, nothing
comes from another host, nothing in a page is forbidden by its own policy, and no trace of a failed rendering is left.
It reads only what was built, so that it holds for the theme's pages as much as for ours.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from briefbook.findings import Finding, Position
from briefbook.policy import PolicyWatch, Trouble

_LEFTOVERS = re.compile(r"\{\{|\{%|Undefined|Traceback \(most recent|jinja2\.")
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
_SILENT = {"script", "style", "code", "pre", "template"}


@dataclass(slots=True)
class _Page:
    """What a page offers and asks for; places are line and column counted from 1."""

    name: str
    ids: dict[str, tuple[int, int]] = field(default_factory=dict)
    links: list[tuple[str, tuple[int, int]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects ids and addresses of one page."""

    def __init__(self, page: _Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.silent: list[str] = []
        self.policy = PolicyWatch()

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
        self.loads(tag, values)
        self.say_all(self.policy.start(tag, values))

    def loads(self, tag: str, values: dict[str, str]) -> None:
        """Refuse what a browser would fetch from another host without being asked."""
        fetched = [values[name] for element, name in _LOADS if element == tag and name in values]
        if tag == "link" and set(values.get("rel", "").split()) & _LOADING_RELATIONS:
            fetched.append(values.get("href", ""))
        for address in fetched:
            if address.startswith("//") or urlsplit(address).scheme in ("http", "https"):
                self.say(
                    "third-party",
                    f"'{address}' is fetched from another host",
                    "keep the file in the site itself",
                )

    def handle_endtag(self, tag: str) -> None:
        self.say_all(self.policy.end(tag))
        if tag in self.silent:
            self.silent.remove(tag)

    def handle_data(self, data: str) -> None:
        self.policy.data(data)
        if not self.silent and (match := _LEFTOVERS.search(data)):
            self.say(
                "leftover",
                f"'{match.group()}' looks like a rendering that failed",
                "look at the component on this page",
            )


def verify(folder: Path, root: str = "/") -> list[Finding]:
    """Check a built site. Paths in findings are relative to `folder`, which a host serves at the path `root`."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {name: _read(folder / name, name) for name in sorted(files) if name.endswith(".html")}
    findings = [finding for page in pages.values() for finding in page.findings]
    for page in pages.values():
        findings += _check_links(page, pages, files, root)
    return [*findings, *_collisions(files)]


def _read(path: Path, name: str) -> _Page:
    page = _Page(name)
    reader = _Reader(page)
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return page


def _check_links(page: _Page, pages: dict[str, _Page], files: set[str], root: str) -> Iterator[Finding]:
    for address, (line, column) in page.links:
        position = Position(page.name, line, column)
        target, fragment = _resolve(page.name, address, root)
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


def _resolve(page: str, address: str, root: str) -> tuple[str | None, str]:
    """The file an address names within the site, or None for one that leads out of it."""
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
