"""The same thing twice.

In: the entries of a briefing, or the values of a record. Out: a finding for two sources with one address, however it is
written, and for a list that names something a second time.
"""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefbook.check.entries import Entry, Leaf
from briefbook.findings import Finding
from briefbook.load.text import SourceFile
from briefbook.model.kind import Path

_TRACKING = ("utm_", "fbclid", "gclid", "mc_", "ref_src")


def repeated_items(leaves: tuple[Leaf, ...], source: SourceFile, label: str, record: str) -> Iterator[Finding]:
    """Find items of a list that stand in it before; readers would see them twice."""
    seen: set[tuple[Path, str]] = set()
    for leaf in leaves:
        if not isinstance(leaf.path[-1], int):
            continue
        item = leaf.path[:-1], leaf.scalar.text
        if item in seen:
            message = f"{label}: '{leaf.shape.name}' names '{_shown(leaf.scalar.text)}' twice"
            yield Finding(source.position(leaf.scalar.start), "repeated-item", message, "keep one of the two", record)
        seen.add(item)


def _shown(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:49]}…"


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
