"""The editions that a built site lists, held against what is published.

In: `api/index.json` of a site. Out: the editions by briefing; a refusal where a published version lists one that the
site has no more. No chain within a ledger can tell that its newest entry was taken away; what readers were shown can.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

INDEX = "api/index.json"


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition as a site lists it; a withdrawn one has the reason and the day of it."""

    digest: str
    reason: str = ""
    date: str = ""


Ledgers = Mapping[str, Mapping[str, Listed]]


def ledgers_in(index: bytes) -> dict[str, dict[str, Listed]]:
    """The editions by briefing and name; none where there is no such list."""
    try:
        told = json.loads(index or b"{}")
        return {str(one["id"]): dict(map(_listed, one["editions"])) for one in told.get("briefings", [])}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _listed(told: Mapping[str, Any]) -> tuple[str, Listed]:
    gone = told["withdrawn"] or {}
    return str(told["edition"]), Listed(str(told["digest"]), str(gone.get("reason", "")), str(gone.get("date", "")))


def lost(there: Ledgers, here: Ledgers) -> Iterator[str]:
    """The editions that were listed there, and are not here or have another digest."""
    for briefing, editions in there.items():
        for name, listed in editions.items():
            mine = here.get(briefing, {}).get(name)
            if mine is None or mine.digest != listed.digest:
                yield f"{briefing}@{name}"
