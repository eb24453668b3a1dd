"""What is withdrawn says when and why.

In: records and pages. Out: findings. Apart from the rules of the kinds, because it is the same for all of them and for
pages; the briefing itself has a rule of its own.
"""

from collections.abc import Iterator

from briefbook.check.entries import Entry, PageEntry
from briefbook.findings import Finding


def withdrawal_says_why(entry: Entry) -> Iterator[Finding]:
    """A withdrawn record says when and why; the briefing has a rule of its own."""
    if not entry.kind.is_list or entry.model is None or "withdrawn" in entry.bad:
        return
    if entry.model.status == "withdrawn" and entry.model.withdrawn is None:
        yield Finding(
            entry.place(("status",)),
            "withdrawal-unexplained",
            f"{entry.label} is withdrawn, without a date and a reason",
            "add 'withdrawn:' with 'date' and 'reason'",
            entry.id,
        )


def page_says_why(page: PageEntry) -> Iterator[Finding]:
    """A withdrawn page says when and why."""
    if page.front is not None and page.front.status == "withdrawn" and page.front.withdrawn is None:
        message = f"{page.label} is withdrawn, without a date and a reason"
        place = page.file.source.position(page.file.front.values["status"].start)
        yield Finding(place, "withdrawal-unexplained", message, "add 'withdrawn:' with 'date' and 'reason'")
