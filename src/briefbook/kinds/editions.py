"""Editions: the entries of a briefing's ledger.

In: `data/<briefing>/editions/ledger.yml`, which `briefbook release` and `briefbook withdraw` write. Out: the model of
an entry, and its seal. No kind of record: an entry is a fact about the briefing, and no part of what the briefing says.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pydantic import Field

from briefbook.model.base import Part
from briefbook.model.fields import Date, Words


class Tombstone(Part):
    """What is left of an edition that was taken back."""

    date: Date = Field(description="the day it was withdrawn")
    reason: Words = Field(description="why, in words readers will see")
    seal: Words | None = Field(default=None, description="SHA-256 of this notice and of the seal of its edition")


class Edition(Part):
    """A dated release of a briefing."""

    edition: Words = Field(description="its name: the date, and for a second one on a day `.2` behind it")
    date: Date = Field(description="the day it was released")
    significance: Literal["major", "minor"] = Field(description="whether subscribers are told of it")
    note: Words = Field(description="what is new, in words readers will see")
    digest: Words = Field(description="SHA-256 of what the briefing said: the snapshot without its line ends")
    previous: Words | None = Field(default=None, description="the digest of the edition before; the first has none")
    seal: Words | None = Field(
        default=None, description="SHA-256 of this entry and of the seal before it; the first entries ever had none"
    )
    withdrawn: Tombstone | None = Field(default=None, description="when and why it was taken back")


def seals_of(editions: Iterable[Edition]) -> Iterator[str]:
    """The seal that each entry has or should have: what it says, and the seal before it.

    A withdrawal comes later and is not in it. An entry without a seal counts with the one it should have, so that the
    first that has one holds all before it as well.
    """
    before = ""
    for edition in editions:
        seal = _seal({**edition.model_dump(exclude={"seal", "withdrawn"}, exclude_none=True), "before": before})
        yield seal
        before = edition.seal or seal


def notice_seal(date: str, reason: str, seal: str) -> str:
    """The seal of the notice that an edition was withdrawn; `seal` is the edition's own."""
    return _seal({"date": date, "reason": reason, "edition": seal})


def _seal(said: dict[str, Any]) -> str:
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
