"""Two versions of a data file as one, record by record.

In: the texts of a file before, here and there. Out: the merged text, or nothing where both sides say different things
of the same record. Lines know nothing of records: git sees two records appended to one file as a conflict, and its
union merge mixes their fields (tried; the test keeps the example).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from briefbook.edit.edits import line_end, line_start
from briefbook.edit.values import end_of
from briefbook.load import Mapping as Tree
from briefbook.load import Scalar, Sequence
from briefbook.load.text import SourceFile
from briefbook.load.yaml import read_yaml


@dataclass(frozen=True, slots=True)
class _Parts:
    """A file cut up: what stands before the records, each record with the comments above it, what stands after."""

    head: str
    records: Mapping[str, str]
    tail: str


def merged(base: str, ours: str, theirs: str) -> str | None:
    """Merge three texts; None where a person must decide."""
    old, here, there = (_parts(text) for text in (base, ours, theirs))
    if old is None or here is None or there is None:
        return None
    parts = (old, here, there)
    head, tail = (_one(*(getattr(part, name) for part in parts)) for name in ("head", "tail"))
    texts: dict[str, str] = {}
    for name in {**here.records, **there.records}:
        text = _one(*(part.records.get(name) for part in parts))
        if text is None and any(name not in part.records for part in parts) and _gone(old, here, there, name):
            continue
        if text is None:
            return None
        texts[name] = text
    order = _order(list(old.records), list(here.records), list(there.records))
    if head is None or tail is None or order is None:
        return None
    return head + "".join(texts[name] for name in order if name in texts) + tail


def _one(base: str | None, ours: str | None, theirs: str | None) -> str | None:
    """What one side changed, or what both have alike; None for a record that is gone and for a quarrel."""
    if ours == theirs or theirs == base:
        return ours
    return theirs if ours == base else None


def _gone(old: _Parts, here: _Parts, there: _Parts, name: str) -> bool:
    """Whether a record was taken out by one side while the other left it as it was."""
    if name not in old.records:
        return False
    left = [part.records[name] for part in (here, there) if name in part.records]
    return all(text == old.records[name] for text in left)


def _order(base: list[str], ours: list[str], theirs: list[str]) -> list[str] | None:
    """The order of the side that moved records, with each new one of the other side behind the one it follows there.

    None where both sides moved records, and not to the same places.
    """
    kept = [name for name in base if name in ours and name in theirs]
    here, there = ([name for name in side if name in kept] for side in (ours, theirs))
    if here not in (kept, there) and there != kept:
        return None
    leading, other = (ours, theirs) if there in (kept, here) else (theirs, ours)
    order, before = list(leading), ""
    for name in other:
        if name not in leading:
            order.insert(order.index(before) + 1 if before else 0, name)
        before = name
    return order


def _parts(text: str) -> _Parts | None:
    """Cut a file up; None for what is no list of records with ids, one below the other."""
    tree, findings = read_yaml(SourceFile("", text))
    if not text.strip() or (isinstance(tree, Sequence) and not tree.items):
        return _Parts(text.replace("[]\n", ""), {}, "")
    if findings or not isinstance(tree, Sequence) or tree.end:
        return None
    records: dict[str, str] = {}
    start = head = line_start(text, tree.items[0].start)
    for item in tree.items:
        named = item.values.get("id") if isinstance(item, Tree) else None
        end = min(line_end(text, max(end_of(item) - 1, item.start)) + 1, len(text))
        if not isinstance(named, Scalar) or named.text in records:
            return None
        records[named.text] = text[start:end] if text[start:end].endswith("\n") else f"{text[start:end]}\n"
        start = end
    return _Parts(text[:head], records, text[start:])
