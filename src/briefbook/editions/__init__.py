"""Editions: what a briefing said on a day, kept so that it can be compared and never be lost.

In: a linked briefing. Out: its canonical model and digest.
"""

from briefbook.editions.canonical import canonical, canonical_json, digest, digest_of

__all__ = ["canonical", "canonical_json", "digest", "digest_of"]
