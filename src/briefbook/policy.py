"""What a page may run and load, and what of it may stand in the page itself.

In: the hashes of the scripts that the theme writes into its pages; the tags of a built page. Out: the policy as a page
and as a server say it; a finding for everything in a page that the policy forbids. Apart from the door, which knows
the theme, and from `verify`, which knows the built site: both must mean the same policy.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator

# Nothing comes from elsewhere, nothing is sent anywhere, and what is not named is forbidden. Pictures may be written
# into styles (`data:`), which is how the theme's icons are drawn.
_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'{hashes}",
    "style-src 'self'{styles}",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
)
# A browser takes these from a server only. A reader of sensitive matters gives no other site the page he came from.
_HEADERS = """\
/*
  Content-Security-Policy: {policy}
  X-Content-Type-Options: nosniff
  X-Frame-Options: DENY
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()
  Cross-Origin-Opener-Policy: same-origin
"""
_SCRIPTS = re.compile(r"\bscript-src ([^;]*)")
_HASH = re.compile(r"'(sha256-[A-Za-z0-9+/]+=*)'")
_DATA = re.compile(r"application/([a-z.-]+\+)?json")
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href")
_UNSEEN = re.compile(r"[\x00-\x20]")

Trouble = tuple[str, str, str]


def hash_of(script: str) -> str:
    """The name by which a policy allows one script and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


def page_policy(hashes: Iterable[str]) -> str:
    """The policy as a page states it, without what only a server can say."""
    return _policy(hashes, ())


def _policy(hashes: Iterable[str], styles: Iterable[str]) -> str:
    scripts, sheets = ("".join(f" '{one}'" for one in sorted(allowed)) for allowed in (hashes, styles))
    return "; ".join(_DIRECTIVES).format(hashes=scripts, styles=sheets)


def headers_file(hashes: Iterable[str], styles: Iterable[str] = ()) -> str:
    """The file `_headers` that static hosts read: the policy of all pages together, whole, and what goes with it.

    `styles` are the hashes of sheets that stand in a page which is put beside ours: that of a review.
    """
    return _HEADERS.format(policy=f"{_policy(hashes, styles)}; frame-ancestors 'none'")


def hashes_in(policy: str) -> frozenset[str]:
    """The hashes of scripts that a policy, or a file of headers with one, allows."""
    return frozenset(one for sources in _SCRIPTS.findall(policy) for one in _HASH.findall(sources))


class PolicyWatch:
    """Follows the tags of one page and says what its policy forbids. Each method gives code, message and help."""

    def __init__(self) -> None:
        """Begin with a page that states no policy."""
        self._allowed: frozenset[str] | None = None
        self._script: list[str] | None = None

    def start(self, tag: str, values: dict[str, str]) -> Iterator[Trouble]:
        """A tag opens."""
        if tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            self._allowed = hashes_in(values.get("content", ""))
        elif tag == "script" and not _DATA.fullmatch(values.get("type", "").strip().lower()):
            yield from self._opened(values)
        elif tag == "style":
            yield _style("<style>")
        if "style" in values:
            yield _style(f'style="{values["style"]}"')
        yield from _code_in(values)

    def data(self, data: str) -> None:
        """Text stands between two tags."""
        if self._script is not None:
            self._script.append(data)

    def end(self, tag: str) -> Iterator[Trouble]:
        """A tag closes."""
        if tag == "script" and self._script is not None:
            text, self._script = "".join(self._script), None
            if hash_of(text) not in (self._allowed or ()):
                yield _script(f"a script stands in the page: '{_short(text)}'")

    def _opened(self, values: dict[str, str]) -> Iterator[Trouble]:
        if self._allowed is None:
            self._allowed = frozenset()  # said once; what the page may run is nothing
            yield (
                "no-policy",
                "the page runs scripts and states no policy that would hold them",
                "let its template extend 'briefbook.html', which states one before anything else",
            )
        self._script = None if "src" in values else []


def _code_in(values: dict[str, str]) -> Iterator[Trouble]:
    for name, value in values.items():
        if name.startswith("on"):
            yield _script(f'an attribute runs code: {name}="{_short(value)}"')
        elif name in _ADDRESSES and _UNSEEN.sub("", value).lower().startswith("javascript:"):
            yield _script(f'an address runs code: {name}="{_short(value)}"')


def _script(message: str) -> Trouble:
    help_line = "put the code into a file of your theme folder and name it under 'extra_javascript' in mkdocs.yml"
    return "inline-script", message, help_line


def _style(what: str) -> Trouble:
    message = f"a style stands in the page: {_short(what)}"
    return (
        "inline-style",
        message,
        "put the rule into a file of your theme folder, named under 'extra_css' in mkdocs.yml",
    )


def _short(text: str) -> str:
    """Enough of a text to find it by, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:60]}…"
