"""Editions: what a briefing said on a day, kept so that it can be compared and never be lost.

In: a linked briefing. Out: its canonical model and digest, and the ledger of its releases.
"""

from briefbook.editions.canonical import canonical, digest
from briefbook.load.snapshot import canonical_json, digest_of

__all__ = ["canonical", "canonical_json", "digest", "digest_of"]
