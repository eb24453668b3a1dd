"""What a page says of the version it stands in, put into the finished page and taken out again.

In: a page as it was built, its path, and what its copy is. Out: the page with its notice, its canonical link and the
selector of versions. All that is added stands between two marks, and what has to give way stays as a comment, so that
`latest/` can be made from a version that was published long ago, when the site it was built from is gone.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from posixpath import dirname, relpath
from urllib.parse import quote

from briefbook.model.dates import try_date
from briefbook.publish.names import LATEST
from briefbook.publish.shelf import Refused
from briefbook.publish.source import MADE
from briefbook.words import Words

NOT_FOUND = "404.html"  # a host answers with it at any address, so nothing relative may stand in it
_ADDED = re.compile(rb"<!--published-->.*?<!--/published-->", re.DOTALL)
_WAS = re.compile(rb"<!--published:(<link [^>]*>)-->")
_HEAD_ENDS = re.compile(rb"</head\s*>", re.IGNORECASE)
_BODY_OPENS = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)
_ANNOUNCE = b'<div data-md-component="announce">'
_CANONICAL = re.compile(rb'<link rel="canonical" href="([^"]*)">')
_LANGUAGE = re.compile(rb'<html[^>]*\blang="([A-Za-z0-9-]+)"', re.IGNORECASE)
_BUNDLE = re.compile(rb'<script src="[^"]*assets/javascripts/bundle\.[^"]*"')
_CONFIG = re.compile(rb'<script id="__config" type="application/json">(.*?)</script>', re.DOTALL)
_HOME = re.compile(rb"<loc>([^<]*/)index\.html</loc>")
_OLDER = b"<!--older versions-->"
_LEADS_ON = b'http-equiv="refresh"'


@dataclass(frozen=True, slots=True)
class Face:
    """What a copy is: which version, whether it is the one under latest/, and whether there is one."""

    version: str
    latest: bool
    has_latest: bool


def language_of(page: bytes) -> str:
    """The language a page says it is in."""
    found = _LANGUAGE.search(page)
    return found.group(1).decode("ascii") if found else "en"


def called(version: str, words: Words) -> str:
    """How a version is called: by the day in its name, or by its name."""
    date = try_date(version)
    return words.date(version) if date and date.precision == "day" else version


def words_of(page: bytes, catalogues: tuple[tuple[str, str], ...]) -> Words:
    """What is said on a page: in its language, and in the site's own words before ours."""
    return Words(language_of(page), catalogues)


def dressed(page: bytes, path: str, face: Face, catalogues: tuple[tuple[str, str], ...] = ()) -> bytes:
    """A page of a built site as it stands in a copy. Raises Refused where a page has no head to say it in."""
    if not _HEAD_ENDS.search(page):
        raise Refused(f"{path} has no head, in which a published page says what it is")
    whole = path != NOT_FOUND and _LEADS_ON not in page
    bundle = _BUNDLE.search(page) is not None
    if path != NOT_FOUND:
        page, canonical = _canonical(page, path, face)
    else:
        canonical = ""
    head = "".join([*(_robots(face)), canonical, *(_files(path, bundle) if whole else ())])
    page = _HEAD_ENDS.sub(lambda end: _marked(head) + end.group(), page, count=1)
    if not whole:
        return page
    page = _CONFIG.sub(_with_provider, page, count=1) if bundle else page
    return _with_bar(page, _bar(path, face, words_of(page, catalogues), bundle))


def undressed(page: bytes) -> bytes:
    """A page of a copy as it was built."""
    return _WAS.sub(rb"\1", _ADDED.sub(b"", page))


def with_older(page: bytes, links: str) -> bytes:
    """A notice of the site itself, in the place of a page that is gone, with the older versions that still show it."""
    return page.replace(_OLDER, _OLDER + links.encode("utf-8"), 1)


def mapped(sitemap: bytes) -> bytes:
    """A sitemap that names the home page by its folder, without which the theme's selector does not keep the page."""
    homes = _HOME.findall(sitemap)
    return _HOME.sub(rb"<loc>\1</loc>", sitemap, count=1) if homes and homes[0] == min(homes, key=len) else sitemap


def _marked(added: str) -> bytes:
    return b"<!--published-->" + added.encode("utf-8") + b"<!--/published-->" if added else b""


def _robots(face: Face) -> Iterator[str]:
    if not face.latest:
        yield '<meta name="robots" content="noindex">'


def _canonical(page: bytes, path: str, face: Face) -> tuple[bytes, str]:
    """Let the same page under latest/ be the address to keep; an absolute one that says so already stays."""
    found = _CANONICAL.search(page)
    target = f"/{LATEST}/{path.removesuffix('index.html') if path.endswith('index.html') else path}"
    if found and face.has_latest and found.group(1).decode("utf-8").endswith((target, f"/{LATEST}/{path}")):
        return page, ""
    if found and face.latest and b"://" not in found.group(1):
        return page, ""  # a page that leads on to another names that one
    if found:
        page = _CANONICAL.sub(rb"<!--published:\g<0>-->", page, count=1)
    if not face.has_latest:
        return page, ""
    return page, f'<link rel="canonical" href="{_to_latest(path, face)}">'


def _to_latest(path: str, face: Face) -> str:
    return quote(path.rsplit("/", 1)[-1] if face.latest else f"{up(path)}../{LATEST}/{path}")


def up(path: str) -> str:
    """The way from a page to the top of its copy."""
    folder = dirname(path)
    return f"{relpath('.', folder)}/" if folder else ""


def _files(path: str, bundle: bool) -> Iterator[str]:
    base = quote(up(path) + MADE)
    yield f'<link rel="stylesheet" href="{base}versions.css">'
    if not bundle:  # the theme's own script brings a selector
        yield f'<script src="{base}versions.js" defer></script>'


def _bar(path: str, face: Face, words: Words, bundle: bool) -> str:
    """The notice of an old version, and what the selector needs to know; its row is there before it comes."""
    said = {
        "version": face.version,
        "copy": LATEST if face.latest else face.version,
        "root": f"{up(path)}../",
        "page": quote(path),
        "choose": words.say("Versions"),
        "newest": words.say("newest"),
        "withdrawn": words.say("withdrawn"),
        "page-gone": words.say("The page you were reading is not in this version. This is its first page."),
        "place-gone": words.say("What you were reading on this page is not in this version."),
    }
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in said.items())
    label = escape(words.say("Version of this site"))
    hidden = " hidden" if face.latest and bundle else ""
    classes = " ".join(["versions", *(["newest"] if face.latest else []), *([] if bundle else ["choosing"])])
    notice = "" if face.latest else _notice(path, face, words)
    return f'<aside class="{classes}" aria-label="{label}"{data}{hidden}>{notice}</aside>'


def _notice(path: str, face: Face, words: Words) -> str:
    text = words.say("This is the version of %(date)s, kept as it was.", date=called(face.version, words))
    href = _to_latest(path, face) if face.has_latest else f"{up(path)}../index.html"
    return f'<p>{escape(text)} <a href="{href}">{escape(words.say("Read the newest version"))}</a></p>'


def _with_provider(config: re.Match[bytes]) -> bytes:
    """Tell the theme's bundle that there are versions; what it is told is data, and runs under any policy."""
    told = json.loads(config.group(1)) | {"version": {"provider": "mike"}}
    text = json.dumps(told).replace("<", "\\u003c")
    return b'<script id="__config" type="application/json">' + text.encode("ascii") + b"</script>"


def _with_bar(page: bytes, bar: str) -> bytes:
    """Put the bar behind the link that skips to the content, or at the top of the page."""
    at = page.find(_ANNOUNCE)
    if at < 0:
        opens = _BODY_OPENS.search(page)
        at = opens.end() if opens else len(page)
    return page[:at] + _marked(bar) + page[at:]
