"""Whole pages that publishing writes: notices in place of pages that are gone, and pages that lead on.

In: a path, and what there is to say. Out: HTML that runs nothing and loads nothing but the style of its copy.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from briefbook.publish.dress import called, up
from briefbook.publish.names import LATEST
from briefbook.publish.source import MADE
from briefbook.words import Words

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
{head}</head>
<body class="versions-notice"{data}>
<main>
<h1>{title}</h1>
{body}</main>
</body>
</html>
"""


def gone_page(path: str, versions: Sequence[str], words: Words) -> bytes:
    """The notice under latest/ for a page that only other versions have; without versions, they were withdrawn."""
    title = words.say("This page is not in the newest version")
    body = older_versions(path, versions, words) or f"<p>{escape(words.say('It was withdrawn.'))}</p>\n"
    return _page(path, title, body + _home(f"{up(path)}index.html", words), words)


def older_versions(path: str, versions: Sequence[str], words: Words) -> str:
    """The versions in which a page stands, with links; nothing where there are none."""
    links = "".join(_item(f"{up(path)}../{name}/{path}", called(name, words)) for name in versions)
    said = escape(words.say("It stands in older versions, kept as they were:"))
    return f"<p>{said}</p>\n<ul>\n{links}</ul>\n" if versions else ""


def withdrawn_page(path: str, version: str, reason: str, date: str, words: Words) -> bytes:
    """The notice in place of a page of a version that was withdrawn."""
    title = words.say("This version was withdrawn")
    said = words.say(
        "The version of %(version)s was withdrawn on %(date)s.", version=called(version, words), date=words.date(date)
    )
    body = f"<p>{escape(said)}</p>\n<p>{escape(reason)}</p>\n"
    return _page(path, title, body + _home(f"{up(path)}../index.html", words), words)


def leading_on(target: str, words: Words) -> bytes:
    """A page that leads on to a folder beside it."""
    title, href = words.say("The newest version") if target == f"{LATEST}/" else target.strip("./"), quote(target)
    head = f'<meta http-equiv="refresh" content="0; url={href}index.html">\n'
    body = f'<p><a href="{href}index.html">{escape(title)}</a></p>\n'
    return _PAGE.format(language=escape(words.language), title=escape(title), head=head, data="", body=body).encode()


def _page(path: str, title: str, body: str, words: Words) -> bytes:
    head = f'<link rel="stylesheet" href="{quote(up(path) + MADE)}versions.css">\n'
    told = {"language": escape(words.language), "title": escape(title), "head": head, "body": body}
    page = _PAGE.format(**told, data=" data-gone")
    return page.encode("utf-8")


def _item(href: str, text: str) -> str:
    return f'<li><a href="{quote(href)}">{escape(text)}</a></li>\n'


def _home(href: str, words: Words) -> str:
    return f'<p><a href="{quote(href)}">{escape(words.say("Read the newest version"))}</a></p>\n'
