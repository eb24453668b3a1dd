"""Addresses: where a link may lead, as an editor writes it and as a browser reads it.

In: an address. Out: what stands against it, or nothing. At the bottom, because the schemes are named once: `check`
refuses all others, in settings and in texts, and no medium writes them.
"""

import html
import re
from urllib.parse import urlsplit

SAFE_LINKS = ("https://", "http://", "mailto:")
"""What a link out of a site may begin with, in any medium."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_CODE = re.compile(r"(javascript|vbscript):|data:[\w.+-]+/|(file|blob|filesystem):", re.IGNORECASE)
_NOT_IN_ADDRESS = re.compile(r"[\s<>\"{}|\\^`]")
_NUMBER = re.compile(r"\[[0-9a-f:.]+\](:\d*)?", re.IGNORECASE)  # newer Pythons refuse what follows it, older do not
_MAIL = re.compile(r"mailto:[^\s@?]+@[^\s@?]+\.[^\s@?]+(\?\S*)?", re.IGNORECASE)


def _bare(address: str) -> str:
    """An address as a browser reads it, which passes over spaces and what cannot be seen."""
    return _UNSEEN.sub("", address)


def forbidden(address: str) -> str:
    """Say why an address may not be linked to, or nothing. Relative addresses are another matter."""
    bare = _bare(address)
    scheme = _SCHEME.match(bare)
    if scheme and f"{scheme[0].lower()}//" not in SAFE_LINKS and scheme[0].lower() not in SAFE_LINKS:
        return f"links may not begin with '{scheme[0].lower()}'"
    if bare.startswith(("//", "\\\\", "/\\")):
        return "this address leaves out its scheme"
    return ""


def code_in(words: str) -> str:
    """The scheme of code or of a file that words begin with, through any disguise; or nothing."""
    found = _CODE.match(_bare(html.unescape(words)).replace("\\", "").lstrip("<"))
    return f"{found[0].partition(':')[0].lower()}:" if found else ""


def is_address(address: str) -> bool:
    """Whether an address names a place of the web, or one that mail can be sent to."""
    if address.startswith("mailto:"):
        return bool(_MAIL.fullmatch(address))
    return address.startswith(SAFE_LINKS) and bool(host(address)) and not _NOT_IN_ADDRESS.search(address)


def host(address: str) -> str:
    """The host of an address; nothing where it has none, or names a user or an impossible port beside it."""
    try:
        parts = urlsplit(address)
        bracketed = "[" in parts.netloc and not _NUMBER.fullmatch(parts.netloc)
        return "" if "@" in parts.netloc or bracketed or parts.port == 0 else parts.hostname or ""
    except ValueError:
        return ""


def host_in_plain_letters(address: str) -> str:
    """The host as the network knows it (punycode, RFC 3492) where that is not how it reads; else nothing."""
    name = host(address)
    if name.isascii() and "xn--" not in name:
        return ""
    return ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}" for label in name.split(".")
    )
