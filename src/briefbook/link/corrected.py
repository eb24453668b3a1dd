"""What was corrected, found from what was wrong.

In: the corrections of a briefing. Out: for each record or page they touch the corrections, newest first. It is the
other side of their `records`, as a reader needs it: at the place where the wrong words once stood.
"""

from collections.abc import Mapping, Sequence

from briefbook.link.site import Record


def corrected(corrections: Sequence[Record], briefing: str) -> Mapping[str, tuple[Record, ...]]:
    """The corrections that still hold, by the id of what they touch, which may have the `briefing` before it."""
    found: dict[str, list[Record]] = {}
    standing = (record for record in corrections if record.model.status != "withdrawn")
    for record in sorted(standing, key=lambda record: str(record.model.date), reverse=True):
        for name in record.model.records:
            found.setdefault(name.removeprefix(f"{briefing}/"), []).append(record)
    return {name: tuple(records) for name, records in found.items()}
