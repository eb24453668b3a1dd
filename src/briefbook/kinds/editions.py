"""Editions: the entries of a briefing's ledger.

In: `data/<briefing>/editions/ledger.yml`, which `briefbook release` and `briefbook withdraw` write. Out: the model of
an entry. No kind of record: an entry is a fact about the briefing, and no part of what the briefing says.
"""

from typing import Literal

from pydantic import Field

from briefbook.model.base import Part
from briefbook.model.fields import Date, Words


class Tombstone(Part):
    """What is left of an edition that was taken back."""

    date: Date = Field(description="the day it was withdrawn")
    reason: Words = Field(description="why, in words readers will see")


class Edition(Part):
    """A dated release of a briefing."""

    edition: Words = Field(description="its name: the date, and for a second one on a day `.2` behind it")
    date: Date = Field(description="the day it was released")
    significance: Literal["major", "minor"] = Field(description="whether subscribers are told of it")
    note: Words = Field(description="what is new, in words readers will see")
    digest: Words = Field(description="SHA-256 of what the briefing said: the snapshot without its line ends")
    previous: Words | None = Field(default=None, description="the digest of the edition before; the first has none")
    withdrawn: Tombstone | None = Field(default=None, description="when and why it was taken back")
