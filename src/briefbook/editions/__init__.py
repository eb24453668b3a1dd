"""Editions: what a briefing said on a day, kept so that it can be compared and never be lost.

In: a linked briefing. Out: its canonical model and digest, the ledger of its releases, and what changed between two.
"""

from briefbook.editions.apply import apply
from briefbook.editions.canonical import canonical, digest
from briefbook.editions.change import TYPES, Change, Detail
from briefbook.editions.diff import diff, nothing
from briefbook.load.snapshot import canonical_json, digest_of

__all__ = [
    "TYPES",
    "Change",
    "Detail",
    "apply",
    "canonical",
    "canonical_json",
    "diff",
    "digest",
    "digest_of",
    "nothing",
]
