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
    if head is None or tail is None:
        return None
    return head + "".join(texts[name] for name in _order(here, there) if name in texts) + tail


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


def _order(here: _Parts, there: _Parts) -> list[str]:
    """Our order, with each of their new records behind the one it follows there."""
    order, before = list(here.records), ""
    for name in there.records:
        if name not in here.records:
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
