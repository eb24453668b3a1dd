"""Sources: what the briefing rests on, with every gap shown.

In: `sources.yml`, of a briefing or shared. Out: the model of a source and its rules. What is missing stays empty and
is named in `gaps`; nothing is guessed. The fields map to CSL-JSON.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from briefbook.model.base import Part, Record
from briefbook.model.dates import parse_date
from briefbook.model.fields import ActorRef, Date, Flag, Language, Line, Url, Words
from briefbook.model.kind import Flaw, Kind, World, rule


class Archived(Part):
    """A copy that will still be there."""

    url: Url = Field(description="where the copy is")
    date: Date = Field(description="the day it was made")


class Source(Record):
    """Something that can be cited."""

    publisher: Words = Field(description="who published it")
    title: Words | None = Field(default=None, description="its title, as printed; may be empty where located is false")
    type: Literal[
        "news",
        "report",
        "web-page",
        "broadcast",
        "interview",
        "speech",
        "post",
        "dataset",
        "book",
        "law",
        "other",
    ] = Field(description="what sort of source")
    author: tuple[Words, ...] = Field(default=(), description="who wrote it, in order")
    published: Date | None = Field(default=None, description="the day it came out")
    url: Url | None = Field(default=None, description="where it can be read")
    accessed: Date | None = Field(default=None, description="the day we read it")
    archived: Archived | None = Field(default=None, description="a copy that will last")
    language: Language | None = Field(default=None, description="its language")
    distance: Literal["primary", "secondary", "compiled"] | None = Field(
        default=None, description="how near it stands to the facts"
    )
    interest: Literal["none", "party", "state-run", "funder"] | None = Field(
        default=None, description="what the publisher has at stake"
    )
    read: Literal["full", "abstract", "title-only", "not-read"] | None = Field(
        default=None, description="how much of it we have read"
    )
    located: Flag = Field(default=True, description="false where we know of it and could not find it")
    gaps: tuple[Literal["author", "published", "url", "title"], ...] = Field(
        default=(), description="what is missing and known to be missing"
    )
    note: Line | None = Field(default=None, description="what a reader should know about it")
    held_by: tuple[ActorRef, ...] = Field(default=(), description="actors whose account it is")


@rule("title", "located")
def located_source_has_a_title(source: Source, world: World) -> Iterator[Flaw]:
    """Only a source that could not be located goes without a title."""
    if source.located and not source.title:
        yield Flaw(
            "source-without-title",
            (),
            f"source '{source.id}' has no title",
            "add 'title', or say 'located: false' if you know of it and could not find it",
        )


@rule("gaps", "author", "published", "url", "read", "located")
def gaps_are_stated(source: Source, world: World) -> Iterator[Flaw]:
    """A source without date, address or author says so, and so does one that was not read."""
    if not source.located:
        return
    for field in ("author", "published", "url"):
        if not getattr(source, field) and field not in source.gaps:
            yield Flaw(
                "source-gap",
                (),
                f"source '{source.id}' has no '{field}'",
                f"add '{field}', or 'gaps: [{field}]' if it could not be found",
            )
    if source.read is None:
        yield Flaw(
            "source-not-read",
            (),
            f"source '{source.id}' does not say whether it was read",
            "add 'read: full', 'abstract', 'title-only' or 'not-read'",
        )


@rule("gaps", "author", "published", "url", "title")
def gaps_are_real(source: Source, world: World) -> Iterator[Flaw]:
    """What is named as missing is missing."""
    for index, field in enumerate(source.gaps):
        if getattr(source, field):
            yield Flaw(
                "stale-gap",
                ("gaps", index),
                f"source '{source.id}' names '{field}' as missing, and it is there",
                f"take '{field}' out of gaps",
            )


@rule("published", "accessed")
def read_after_publication(source: Source, world: World) -> Iterator[Flaw]:
    """Nothing is read before it is published."""
    if not source.published or not source.accessed:
        return
    published, accessed = parse_date(source.published), parse_date(source.accessed)
    if published.earliest and accessed.latest and accessed.latest < published.earliest:
        yield Flaw(
            "date-order",
            ("accessed",),
            f"source '{source.id}' was read ({source.accessed}) before it was published ({source.published})",
            "correct one of the two dates",
        )


EXAMPLE = """\
- id: gazette-closure
  publisher: Northford Gazette
  title: Bridge closed after cracks are found
  type: news
  author: [A. Reporter]
  published: 2026-03-02
  url: https://gazette.example/bridge-closed
  accessed: 2026-03-09
  language: en
  distance: secondary
  interest: none
  read: full
"""

SOURCES = Kind(
    name="sources",
    singular="source",
    model=Source,
    page="sources",
    title="title",
    asks=("title", "author", "published", "url", "read"),
    says="What the briefing rests on. What is missing stays empty and is named in `gaps`; nothing is guessed.",
    example=EXAMPLE,
    rules=(located_source_has_a_title, gaps_are_stated, gaps_are_real, read_after_publication),
    shared=True,
)
