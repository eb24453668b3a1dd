"""The briefing itself: what it is called, how far its facts reach, who stands behind it.

In: `briefing.yml`, the one file that is a mapping and not a list. Out: the model and its rules.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from briefbook.model.base import Part, Withdrawal
from briefbook.model.dates import parse_date
from briefbook.model.fields import Date, Language, Line, PageRef, Text, Words
from briefbook.model.kind import Flaw, Kind, World, rule


class Author(Part):
    """A person or desk that answers for the briefing."""

    name: Words = Field(description="the name readers see")
    contact: Words | None = Field(default=None, description="how a reader reaches them")


class Section(Part):
    """A run of pages in the navigation, under a heading or under none."""

    title: Words | None = Field(default=None, description="the heading; without it the pages stand at the top level")
    pages: tuple[PageRef, ...] = Field(description="stems of pages, in reading order")


class Briefing(Part):
    """The mapping in `briefing.yml`."""

    title: Words = Field(description="the name of the briefing")
    subtitle: Words | None = Field(default=None, description="one line under the title")
    bottom_line: Text = Field(description="the answer in two or three sentences, first on the overview")
    summary: Line = Field(description="one or two sentences for lists, search engines and feeds")
    state_of_play: Text | None = Field(default=None, description="where things stand now")
    status: Literal["living", "closed", "withdrawn"] = Field(description="whether it is still kept up")
    withdrawn: Withdrawal | None = Field(default=None, description="needed when status is withdrawn")
    language: Language = Field(description="the language of the briefing")
    published: Date | None = Field(default=None, description="the day of first publication")
    facts_to: Date = Field(description="the information cut-off: the last day the facts reach")
    next_review: Date | None = Field(default=None, description="when it will be looked at again")
    topics: tuple[Words, ...] = Field(default=(), description="a few words for lists and feeds")
    authors: tuple[Author, ...] = Field(default=(), description="who answers for it")
    editor_note: Text | None = Field(default=None, description="a note to the reader at the top of the overview")
    method: Text | None = Field(default=None, description="how it was made and what it rests on")
    disclaimer: Text | None = Field(default=None, description="what it does not claim")
    rights: Line | None = Field(default=None, description="licence or rights, in words")
    pages: tuple[Section, ...] = Field(
        default=(),
        description="sections of the navigation and their order; what is not listed follows by itself",
    )


@rule("next_review", "facts_to")
def review_follows_publication(briefing: Briefing, world: World) -> Iterator[Flaw]:
    """The next review lies after the information cut-off."""
    if not briefing.next_review:
        return
    review, facts = parse_date(briefing.next_review), parse_date(briefing.facts_to)
    if review.latest and facts.earliest and review.latest < facts.earliest:
        yield Flaw(
            "date-order",
            ("next_review",),
            f"the next review ({briefing.next_review}) lies before the information cut-off ({briefing.facts_to})",
            "give a day after facts_to, or leave next_review out",
        )


@rule("published", "facts_to", "status")
def facts_precede_publication(briefing: Briefing, world: World) -> Iterator[Flaw]:
    """A briefing cannot know more than the day it was published, unless it goes on after it.

    A living one does, and so does one that has editions: its next edition gives these facts a day of their own.
    """
    if not briefing.published or briefing.status == "living" or world.has_editions:
        return
    published, facts = parse_date(briefing.published), parse_date(briefing.facts_to)
    if published.latest and facts.earliest and facts.earliest > published.latest:
        yield Flaw(
            "date-order",
            ("facts_to",),
            f"the facts reach {briefing.facts_to}, after the day of publication ({briefing.published})",
            "facts_to is the last day the facts reach, published the day readers first saw them; what is still kept up "
            "is 'status: living'",
        )


@rule("status", "withdrawn")
def withdrawal_says_why(briefing: Briefing, world: World) -> Iterator[Flaw]:
    """A withdrawn briefing says when and why, and one that says so is withdrawn."""
    if briefing.status == "withdrawn" and briefing.withdrawn is None:
        yield Flaw(
            "withdrawal-unexplained",
            ("status",),
            "the briefing is withdrawn, without a date and a reason",
            "add 'withdrawn:' with 'date' and 'reason'",
        )
    elif briefing.status != "withdrawn" and briefing.withdrawn is not None:
        yield Flaw(
            "withdrawal-without-status",
            ("withdrawn",),
            f"the briefing says when and why it was withdrawn, and its status is '{briefing.status}'",
            "write 'status: withdrawn', or take 'withdrawn:' away",
        )


EXAMPLE = """\
title: The bridge at Northford
subtitle: Why the crossing stays closed
bottom_line: >-
  The council will not reopen the bridge before the survey is done.
summary: >-
  The bridge stays closed, and the town argues about who pays.
status: living
language: en
published: 2026-03-10
facts_to: 2026-03-09
topics: [transport]
authors:
  - name: Local desk
"""

BRIEFING = Kind(
    name="briefing",
    singular="briefing",
    model=Briefing,
    page="index",
    title="title",
    says="What the briefing is called, how far its facts reach, who stands behind it. The one file that is a mapping.",
    example=EXAMPLE,
    rules=(review_follows_publication, facts_precede_publication, withdrawal_says_why),
)
