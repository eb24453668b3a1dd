"""The same source twice.

In: the entries of a briefing. Out: warnings for two sources with one address, however it is written.
"""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefbook.check.entries import Entry
from briefbook.findings import Finding

_TRACKING = ("utm_", "fbclid", "gclid", "mc_", "ref_src")


def repeated_addresses(entries: tuple[Entry, ...]) -> Iterator[Finding]:
    """Find sources whose addresses differ only in scheme, trailing slash, case of the host or tracking parameters."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        url = getattr(entry.model, "url", None) if entry.kind.name == "sources" else None
        if not url:
            continue
        key = _normal(url)
        if key in seen:
            first = seen[key]
            where = f"{first.position().path}:{first.position().line}"
            yield Finding(
                entry.place(("url",)),
                "same-address",
                f"{entry.label} has the address of '{first.id}' ({where})",
                "keep one of the two and cite that",
                entry.id,
            )
        seen.setdefault(key, entry)


def _normal(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = urlencode(
        sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.lower().startswith(_TRACKING))
    )
    host = parts.netloc.lower().removeprefix("www.")
    route = parts.fragment if parts.fragment.startswith(("/", "!")) else ""  # other fragments are places of one page
    return f"{host}{parts.path.rstrip('/')}?{query}#{route}"
